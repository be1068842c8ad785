-- Open dossiers that a change of days could concern, in the order of index dossier_recount, after a key: those due from the first changed day
-- on, and those that run without a due instant because the calendar ends before it. No sort: each would unpack every body.
-- Whether somebody may read them is asked of the few that are shown (readable-dossiers): may_read of each would cost more than all the rest.
-- $1 tenant, $2 calendar, $3 due from, $4 and $5 the key (pinned version, id), $6 how many.
select d.id, d.code, (d.body->>'calendarVersion')::integer as calendar_version, d.body->'clock' as clock, d.body->'steps' as steps
  from dossier d
 where d.tenant_id = $1::uuid and d.body->>'calendarId' = $2::text and d.closed_at is null and d.result_ready_at is null
   and (d.due_at >= $3::timestamptz
     or (d.due_at is null and d.body->'clock'->>'runningSinceMs' is not null and d.body->'clock'->>'unit' <> 'none'))
   and ((d.body->>'calendarVersion')::integer, d.id) > ($4::integer, $5::uuid)
 order by (d.body->>'calendarVersion')::integer, d.id
 limit $6;
