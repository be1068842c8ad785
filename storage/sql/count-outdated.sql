-- How many dossiers a version of the calendar is still to be put to. Index dossier_recount. $1 tenant, $2 calendar, $3 version.
select count(*)::integer as dossiers
  from dossier d
 where d.tenant_id = $1::uuid and d.body->>'calendarId' = $2::text and (d.body->>'calendarVersion')::integer < $3::integer
   and ((d.closed_at is null and d.result_ready_at is null) or d.body->'clock'->'uncounted' is not null);
