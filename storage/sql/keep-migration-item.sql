-- What became of one dossier in a migration; said again, the last word stands. $1 tenant, $2 migration, $3 dossier, $4 outcome, $5 step, $6 and $7 due before and after,
-- $8 [{accountId, role, step}] that went out of hands, $9 steps that wait for others.
insert into procedure_migration_item (tenant_id, migration_id, dossier_id, outcome, step, due_before, due_after, lost, gained)
values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::timestamptz, $7::timestamptz, $8::jsonb, $9::text[])
on conflict (tenant_id, migration_id, dossier_id) do update set outcome = excluded.outcome, step = excluded.step, due_before = excluded.due_before, due_after = excluded.due_after,
  lost = excluded.lost, gained = excluded.gained
returning (xmax = 0) as added;
