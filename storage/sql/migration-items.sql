-- What became of dossiers in a migration, those that stayed first, for those who may read them. $1 tenant, $2 account, $3 units, $4 role names, $5 migration, $6 how many.
select i.dossier_id, d.code, i.outcome, i.step, i.due_before, i.due_after
  from procedure_migration_item i
  join dossier d on d.tenant_id = i.tenant_id and d.id = i.dossier_id and may_read(d, $3::uuid[], $2::uuid, $4::text[])
 where i.tenant_id = $1::uuid and i.migration_id = $5::uuid
 order by (i.outcome = 'migrated'), i.dossier_id
 limit $6;
