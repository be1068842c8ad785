update stored_object set retain_until = $3 where tenant_id = $1 and id = $2 and state <> 'purged' and (retain_until is null or retain_until < $3);
