-- Definitions of a procedure that wait in a document, for readers who may see its drafts. $1 tenant, $2 account, $3 units, $4 role names, $5 local day, $6 code.
select r.id as revision_id, d.id as document_id, d.code as document_code, r.issue, r.revision, r.state, r.procedure_hash as hash
  from document_revision r
  join document d on d.tenant_id = r.tenant_id and d.id = r.document_id
 cross join (select member_units($1::uuid, $2::uuid, $5::date) as units) m
 where r.tenant_id = $1::uuid and r.procedure_code = $6::text and r.state in ('draft', 'inReview', 'approved', 'scheduled')
   and document_level(d, $3::uuid[], m.units, $2::uuid, $4::text[]) = 3
 order by d.code, r.ordinal
 limit 50;
