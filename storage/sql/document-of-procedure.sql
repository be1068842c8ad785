-- The document behind a revision of a procedure; of several revisions of it the one in force. $1 tenant, $2 code, $3 revision of the procedure.
select r.document_id, d.code from document_procedure p
  join document_revision r on r.tenant_id = p.tenant_id and r.id = p.revision_id
  join document d on d.tenant_id = r.tenant_id and d.id = r.document_id
 where p.tenant_id = $1::uuid and p.procedure_code = $2 and p.procedure_revision = $3
 order by (r.state = 'effective') desc, r.ordinal desc
 limit 1;
