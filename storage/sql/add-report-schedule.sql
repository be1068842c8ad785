-- Enters a schedule. $1 tenant, $2 id, $3 subject, $4 pace, $5 working days after the period, $6 decision, $7 first day, $8 instant, $9 account.
insert into report_schedule (tenant_id, id, subject, pace, after_days, decision, begins_on, entered_at, entered_by)
values ($1::uuid, $2::uuid, $3, $4, $5::integer, $6, $7::date, $8::timestamptz, $9::uuid);
