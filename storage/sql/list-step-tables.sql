-- Versions of the table of steps of a draft, the newest first. $1 tenant, $2 document, $3 revision, $4 at most.
select v.version, v.hash, v.deed, v.about, v.saved_at, a.full_name as saved_by_name
  from step_table_version v
  join account a on a.tenant_id = v.tenant_id and a.id = v.saved_by
 where v.tenant_id = $1::uuid and v.document_id = $2::uuid and v.revision_id = $3::uuid
 order by v.version desc limit $4::integer;
