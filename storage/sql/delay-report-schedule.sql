-- Lets a schedule wait after a failure; answers how many there were one after another. $1 tenant, $2 schedule, $3 instant until which it waits.
insert into report_delay as d (tenant_id, schedule_id, failures, next_at) values ($1::uuid, $2::uuid, 1, $3::timestamptz)
on conflict (tenant_id, schedule_id) do update set failures = least(d.failures + 1, 1000), next_at = excluded.next_at
returning failures;
