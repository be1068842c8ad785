-- Open dossiers that a change of days could concern, by due instant, after a key: those due from the first changed day on. Index dossier_due.
-- Whether somebody may read them is asked of the few that are shown (readable-dossiers): may_read of each would cost more than all the rest.
-- $1 tenant, $2 due from, $3 and $4 the key (due instant, id), $5 how many.
select d.id, d.code, d.procedure_hash, d.body->>'calendarId' as calendar_id, d.body->'clock' as clock, d.body->'steps' as steps
  from dossier d
 where d.tenant_id = $1::uuid and d.closed_at is null and d.result_ready_at is null and d.due_at >= $2::timestamptz
   and (d.due_at, d.id) > ($3::timestamptz, $4::uuid)
 order by d.due_at, d.id
 limit $5;
