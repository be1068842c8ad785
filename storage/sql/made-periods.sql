-- What schedules have made: every period with its report. $1 tenant.
select m.schedule_id as "scheduleId", m.period, m.id from made_report m where m.tenant_id = $1::uuid and m.schedule_id is not null;
