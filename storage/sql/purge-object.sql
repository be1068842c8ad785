update stored_object set state = 'purged', purged_at = $3 where tenant_id = $1 and id = $2 and state = 'discarded' returning id;
