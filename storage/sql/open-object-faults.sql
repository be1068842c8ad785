-- Faults of an agency's objects that stand open, the newest first. Serves the page of the store.
select f.object_id as id, f.found_at, f.seen_at, f.fault, s.file_name, s.object_key from object_fault f
  join stored_object s on s.tenant_id = f.tenant_id and s.id = f.object_id
  where f.tenant_id = $1 and f.mended_at is null order by f.found_at desc, f.object_id limit $2;
