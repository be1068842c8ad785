update stored_object set locked_until = $3, held_by_store = $4 where tenant_id = $1 and id = $2;
