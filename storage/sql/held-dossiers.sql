-- Open dossiers that a person has in hand, by code. $1 tenant, $2 account, $3 how many. Serves closing an account and its page.
select d.id, d.code, o.step, d.procedure_code as "procedureCode", p.body->'title' as procedure
  from open_step o
  join dossier d on d.tenant_id = o.tenant_id and d.id = o.dossier_id and d.closed_at is null
  join procedure_revision p on p.tenant_id = d.tenant_id and p.hash = d.procedure_hash
 where o.tenant_id = $1::uuid and o.holder_id = $2::uuid
 order by d.code, d.id, o.step
 limit $3;
