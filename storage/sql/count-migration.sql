-- How many dossiers a migration has told about, and how many are still open under the revision that it leads away from. $1 tenant, $2 migration.
select (select count(*)::integer from procedure_migration_item i where i.tenant_id = m.tenant_id and i.migration_id = m.id) as told,
       (select count(*)::integer from dossier d
         where d.tenant_id = m.tenant_id and d.procedure_code = m.procedure_code and d.procedure_hash = m.from_hash and d.closed_at is null
           and not exists (select from procedure_migration_item i where i.tenant_id = m.tenant_id and i.migration_id = m.id and i.dossier_id = d.id)) as open
  from procedure_migration m where m.tenant_id = $1::uuid and m.id = $2::uuid;
