-- A schedule that made its report waits no longer. $1 tenant, $2 schedule.
delete from report_delay where tenant_id = $1::uuid and schedule_id = $2::uuid;
