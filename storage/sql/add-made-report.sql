-- Keeps what was made, once for each period of a schedule: a second one answers nothing. $1 tenant, $2 id, $3 schedule or null, $4 its period, $5 copy frozen
-- with it or null, $6 subject, $7 first and $8 last day, $9 title, $10 body, $11 its sum, $12 instant, $13 account or null.
insert into made_report (tenant_id, id, schedule_id, period, copy_id, subject, period_from, period_to, title, body, sha256, made_at, made_by)
values ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid, $6, $7::date, $8::date, $9, $10, $11, $12::timestamptz, $13::uuid)
on conflict (tenant_id, schedule_id, period) do nothing
returning id;
