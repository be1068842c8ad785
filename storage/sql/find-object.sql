select id, object_key, version_id, sha256, crc32, size_bytes, content_type, file_name, created_at, created_by, state, retain_until, discarded_at, discard_ground, purged_at,
    locked_until, held_by_store, object_is_held(tenant_id, id) as held
  from stored_object where tenant_id = $1 and id = $2;
