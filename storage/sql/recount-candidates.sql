-- Open dossiers that a change of days could concern, by due instant, after a key: those due from the first changed day on. Index dossier_due.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 calendar, $6 due from, $7 and $8 the key (due instant, id), $9 how many.
select d.id, d.code, d.procedure_hash, d.body->'clock' as clock, d.body->'steps' as steps
  from dossier d
 where d.tenant_id = $1::uuid and d.closed_at is null and d.result_ready_at is null and d.due_at >= $6::timestamptz
   and d.body->>'calendarId' = $5::text and may_read(d, $3::uuid[], $2::uuid, $4::text[])
   and (d.due_at, d.id) > ($7::timestamptz, $8::uuid)
 order by d.due_at, d.id
 limit $9;
