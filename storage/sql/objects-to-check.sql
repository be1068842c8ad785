-- Objects that nobody looked at since $1, the longest ago first. Serves the scrub.
select tenant_id, id, object_key, version_id, sha256, size_bytes from stored_object
  where state <> 'purged' and (checked_at is null or checked_at < $1) order by checked_at nulls first, id limit $2;
