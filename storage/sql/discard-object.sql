update stored_object set state = 'discarded', discarded_at = $3, discarded_by = $4, discard_ground = $5 where tenant_id = $1 and id = $2 and state = 'kept' returning id;
