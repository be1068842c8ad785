-- The next version of a table of steps; its number is one above the one that was read, so two editors cannot both have it.
-- $1 tenant, $2 document, $3 version, $4 revision, $5 hash of the base, $6 table, $7 hash or null, $8 deed, $9 about or null, $10 notes, $11 instant, $12 account,
-- $13 the absent person or null. Tables of earlier revisions of the document go: they were decided about.
with old as (delete from step_table_version v where v.tenant_id = $1::uuid and v.document_id = $2::uuid and v.revision_id <> $4::uuid)
insert into step_table_version (tenant_id, document_id, version, revision_id, base_hash, body, hash, deed, about, notes, saved_at, saved_by, saved_for)
select $1::uuid, $2::uuid, $3::integer, $4::uuid, $5::text, $6::json, $7::text, $8::text, $9::text, $10::json, $11::timestamptz, $12::uuid, $13::uuid
 where $3::integer = 1 + coalesce((select max(v.version) from step_table_version v where v.tenant_id = $1::uuid and v.document_id = $2::uuid), 0)
returning version;
