-- Dossiers that a version of the calendar is still to be put to, after a key: open ones, and those whose clock waits for a calendar that
-- reaches further. Index dossier_recount. $1 tenant, $2 calendar, $3 version, $4 and $5 the key (pinned version, id), $6 how many.
select d.body as dossier
  from dossier d
 where d.tenant_id = $1::uuid and d.body->>'calendarId' = $2::text and (d.body->>'calendarVersion')::integer < $3::integer
   and ((d.closed_at is null and d.result_ready_at is null) or d.body->'clock'->'uncounted' is not null)
   and ((d.body->>'calendarVersion')::integer, d.id) > ($4::integer, $5::uuid)
 order by (d.body->>'calendarVersion')::integer, d.id
 limit $6;
