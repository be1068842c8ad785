-- One version of the table of steps of a draft, with its base. $1 tenant, $2 document, $3 revision, $4 version; null: the newest.
select v.version, v.base_hash, v.body, v.hash, v.notes, v.saved_at, a.full_name as saved_by_name, f.body as base
  from step_table_version v
  join account a on a.tenant_id = v.tenant_id and a.id = v.saved_by
  join document_definition f on f.tenant_id = v.tenant_id and f.hash = v.base_hash
 where v.tenant_id = $1::uuid and v.document_id = $2::uuid and v.revision_id = $3::uuid and ($4::integer is null or v.version = $4::integer)
 order by v.version desc limit 1;
