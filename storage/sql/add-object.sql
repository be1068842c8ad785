insert into stored_object (tenant_id, id, object_key, version_id, sha256, size_bytes, content_type, file_name, created_at, created_by, state, retain_until, locked_until, held_by_store, crc32)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'kept', $11, $12, false, $13);
