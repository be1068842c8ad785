-- Schedules of an agency, those that run first, each with who entered it and how long it waits after a failure. $1 tenant, $2 how many.
select s.id, s.subject, s.pace, s.after_days as "afterDays", s.decision, s.begins_on::text as "beginsOn", s.ended_on::text as "endedOn", a.full_name as by,
       s.entered_by as "enteredBy", d.failures, d.next_at as "nextAt"
  from report_schedule s
  join account a on a.tenant_id = s.tenant_id and a.id = s.entered_by
  left join report_delay d on d.tenant_id = s.tenant_id and d.schedule_id = s.id and s.ended_on is null
 where s.tenant_id = $1::uuid
 order by s.ended_on desc nulls first, s.id desc
 limit $2;
