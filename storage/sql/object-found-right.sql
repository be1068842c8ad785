with looked as (update stored_object set checked_at = $3 where tenant_id = $1 and id = $2 and state <> 'purged')
update object_fault set mended_at = $3 where tenant_id = $1 and object_id = $2 and mended_at is null;
