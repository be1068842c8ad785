-- Dossiers of a migration with steps that wait for others now, in the order of their ids, after one. $1 tenant, $2 migration, $3 after, $4 how many.
select i.dossier_id, i.gained, array(select l->>'accountId' from jsonb_array_elements(i.lost) l) as losers
  from procedure_migration_item i
 where i.tenant_id = $1::uuid and i.migration_id = $2::uuid and cardinality(i.gained) > 0 and i.dossier_id > $3::uuid
 order by i.dossier_id
 limit $4;
