-- Out of whose hands a migration took steps, substitutes of today beside those they stand in for, and of how many dossiers. $1 tenant, $2 migration, $3 instant in ms.
with gone as materialized (
  select i.tenant_id, i.dossier_id, (l->>'accountId')::uuid as account_id, l->>'role' as role, (to_timestamp($3::double precision / 1000) at time zone n.zone)::date as today
    from procedure_migration_item i
    join tenant n on n.id = i.tenant_id
   cross join lateral jsonb_array_elements(i.lost) l
   where i.tenant_id = $1::uuid and i.migration_id = $2::uuid
), told as (
  select tenant_id, dossier_id, account_id from gone
  union
  select g.tenant_id, g.dossier_id, s.substitute_account_id
    from gone g
    join substitution s on s.tenant_id = g.tenant_id and s.absent_account_id = g.account_id and s.valid_from <= g.today and s.valid_to >= g.today
     and (s.role is null or s.role = g.role)
)
select t.account_id, count(*)::integer as dossiers
  from told t
  join account a on a.tenant_id = t.tenant_id and a.id = t.account_id and a.active
 group by t.account_id
 order by t.account_id;
