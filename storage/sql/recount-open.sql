-- Open dossiers that run without a due instant because the calendar ends before it, by id, after a key. $1 tenant, $2 the key, $3 how many.
select d.id, d.code, d.procedure_hash, d.body->>'calendarId' as calendar_id, d.body->'clock' as clock, d.body->'steps' as steps
  from dossier d
 where d.tenant_id = $1::uuid and d.closed_at is null and d.result_ready_at is null and d.due_at is null
   and d.body->'clock'->>'runningSinceMs' is not null and d.body->'clock'->>'unit' <> 'none' and d.id > $2::uuid
 order by d.id
 limit $3;
