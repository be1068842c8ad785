-- Ends a schedule that runs; its row comes back. $1 tenant, $2 id, $3 day, $4 account.
update report_schedule set ended_on = $3::date, ended_by = $4::uuid
 where tenant_id = $1::uuid and id = $2::uuid and ended_on is null
returning subject, pace, decision;
