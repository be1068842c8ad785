-- Open dossiers of a revision of a procedure, in the order of their ids, after one. Index dossier_procedure. $1 tenant, $2 code, $3 hash, $4 after, $5 how many.
select d.body as dossier from dossier d
 where d.tenant_id = $1::uuid and d.procedure_code = $2::text and d.procedure_hash = $3::text and d.closed_at is null and d.id > $4::uuid
 order by d.id
 limit $5;
