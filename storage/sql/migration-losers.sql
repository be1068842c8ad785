-- The list of `told-holders`: steps that a migration took out of somebody's hands. $1 tenant, $2 migration, $3 instant in ms.
with held as materialized (
  select i.tenant_id, i.dossier_id, (l->>'accountId')::uuid as account_id, l->>'role' as role, (to_timestamp($3::double precision / 1000) at time zone n.zone)::date as today
    from procedure_migration_item i
    join tenant n on n.id = i.tenant_id
   cross join lateral jsonb_array_elements(i.lost) l
   where i.tenant_id = $1::uuid and i.migration_id = $2::uuid
)
