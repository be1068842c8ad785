-- Enters a limit. $1 tenant, $2 id, $3 source or null, $4 unit, $5 amount, $6 ground, $7 first day, $8 instant, $9 account.
insert into action_limit (tenant_id, id, source, unit, amount, ground, valid_from, entered_at, entered_by)
values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::date, $8::timestamptz, $9::uuid);
