-- Open dossiers past their due instant without a nonconformity, by id after a key. Index dossier_due. $1 tenant, $2 the key (id) or null, $3 how many, $4 instant.
select d.body as dossier, r.field as field
  from dossier d
  join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.kind <> 'log'
 where d.tenant_id = $1::uuid and d.closed_at is null and d.result_ready_at is null and d.due_at < $4::timestamptz and ($2::uuid is null or d.id > $2)
   and not exists (select 1 from nonconformity n where n.tenant_id = d.tenant_id and n.cause = 'dossier:' || d.id::text)
 order by d.id limit $3;
