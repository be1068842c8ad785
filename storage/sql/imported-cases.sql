-- What was imported of a procedure before. $1 tenant, $2 procedure code. Serves import-log.
select c.case_id, c.content_hash, d.procedure_hash
  from imported_case c
  join dossier d on d.tenant_id = c.tenant_id and d.id = c.dossier_id
 where c.tenant_id = $1::uuid and c.procedure_code = $2;
