-- Schedules of an agency, those that run first. $1 tenant, $2 how many.
select s.id, s.subject, s.pace, s.after_days as "afterDays", s.decision, s.begins_on::text as "beginsOn", s.ended_on::text as "endedOn", a.full_name as by
  from report_schedule s
  join account a on a.tenant_id = s.tenant_id and a.id = s.entered_by
 where s.tenant_id = $1::uuid
 order by s.ended_on desc nulls first, s.id desc
 limit $2;
