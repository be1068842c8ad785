-- Closed dossiers of a procedure, by id, after one. Index dossier_procedure. $1 tenant, $2 code, $3 and $4 closed from and before, $5 after, $6 how many.
select d.body as dossier from dossier d
 where d.tenant_id = $1::uuid and d.procedure_code = $2::text and d.closed_at >= $3::timestamptz and d.closed_at < $4::timestamptz and d.id > $5::uuid
 order by d.id
 limit $6;
