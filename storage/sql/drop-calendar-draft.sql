-- $1 tenant, $2 calendar.
delete from calendar_draft where tenant_id = $1::uuid and calendar_id = $2::text;
