-- Keeps what was found of an objective in a period that is over; answers a row when this is the first time. $1 tenant, $2 objective, $3 period, $4 version,
-- $5 hits, $6 total, $7 light, $8 at.
insert into objective_result (tenant_id, objective_id, period, version, hits, total, light, found_at)
values ($1::uuid, $2::uuid, $3, $4::integer, $5::integer, $6::integer, $7, $8::timestamptz)
on conflict do nothing
returning period;
