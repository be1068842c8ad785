-- Locks the row: nobody else tells the store about this object meanwhile.
select object_key, version_id, retain_until, locked_until, held_by_store, object_is_held(tenant_id, id) as held from stored_object
  where tenant_id = $1 and id = $2 and state <> 'purged' for no key update;
