update stored_object set state = 'kept', discarded_at = null, discarded_by = null, discard_ground = null where tenant_id = $1 and id = $2 and state = 'discarded' returning id;
