-- Objects whose bytes are there, after a key. $1 and $2 the key (tenant, id) or null, $3 how many. Serves `quytrinh backup`.
select tenant_id, id, object_key, version_id, sha256, size_bytes
  from stored_object
 where state <> 'purged' and ($1::uuid is null or (tenant_id, id) > ($1::uuid, $2::uuid))
 order by tenant_id, id
 limit $3;
