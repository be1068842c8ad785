-- Claims rungs of the end of a calendar; only those that nobody claimed before come back. $1 tenant, $2 calendar, $3 last covered day, $4 rungs, $5 instant.
insert into calendar_warning (tenant_id, calendar_id, covers_to, rung, claimed_at)
select $1::uuid, $2, $3::date, r, $5::timestamptz from unnest($4::integer[]) as r
on conflict do nothing
returning rung;
