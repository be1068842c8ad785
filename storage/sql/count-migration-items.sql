-- How many dossiers of a migration had each outcome. $1 tenant, $2 migration.
select outcome, count(*)::integer as dossiers from procedure_migration_item where tenant_id = $1::uuid and migration_id = $2::uuid group by outcome order by outcome;
