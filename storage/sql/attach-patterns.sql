-- Attaches to each pattern the dossiers of its field and month that it does not name: those found late after it, and those beyond what a record names. $1 tenant.
insert into nonconformity_dossier (tenant_id, nonconformity_id, dossier_id)
select p.tenant_id, p.id, k.dossier_id
  from nonconformity p
  join nonconformity n on n.tenant_id = p.tenant_id and n.source = 'lateDossier' and n.field = p.field and to_char(n.occurred_on, 'YYYY-MM') = p.facts->>'month'
  join nonconformity_dossier k on k.tenant_id = n.tenant_id and k.nonconformity_id = n.id
 where p.tenant_id = $1::uuid and p.source = 'latePattern'
on conflict do nothing;
