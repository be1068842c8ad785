-- Open dossiers that run without a due instant because the calendar ends before it, by id, after a key.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 calendar, $6 the key, $7 how many.
select d.id, d.code, d.procedure_hash, d.body->'clock' as clock, d.body->'steps' as steps
  from dossier d
 where d.tenant_id = $1::uuid and d.closed_at is null and d.result_ready_at is null and d.due_at is null
   and d.body->>'calendarId' = $5::text and d.body->'clock'->>'runningSinceMs' is not null and d.body->'clock'->>'unit' <> 'none'
   and may_read(d, $3::uuid[], $2::uuid, $4::text[]) and d.id > $6::uuid
 order by d.id
 limit $7;
