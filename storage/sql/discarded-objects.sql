-- Discarded objects that nothing keeps at $1, neither here nor in the store, after the last of the page before ($2, $3). Serves the purge.
select tenant_id, id, object_key, version_id, size_bytes from stored_object
  where state = 'discarded' and (retain_until is null or retain_until <= $1) and (locked_until is null or locked_until <= $1) and not held_by_store
    and not object_is_held(tenant_id, id) and ($2::uuid is null or (tenant_id, id) > ($2, $3)) order by tenant_id, id limit $4;
