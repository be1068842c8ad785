-- Laws in force that a document has not taken up, without a nonconformity, by document and law after a key. $1 tenant, $2 local day, $3 and $4 the key or null, $5 how many.
select l.id as law_id, l.number as law_number, l.effective_from, d.id as document_id, d.code as document_code, d.owner_unit_id
  from document_law k
  join law l on l.tenant_id = k.tenant_id and l.id = k.law_id
  join document d on d.tenant_id = k.tenant_id and d.id = k.document_id and d.retired_at is null
 where k.tenant_id = $1::uuid and k.taken_at is null and l.effective_from < $2::date and ($3::uuid is null or (d.id, l.id) > ($3::uuid, $4::uuid))
   and not exists (select 1 from nonconformity n where n.tenant_id = k.tenant_id and n.cause = 'law:' || l.id::text || ':' || d.id::text)
 order by d.id, l.id limit $5;
