-- Claims rungs of duties; only those that nobody claimed before come back. $1 tenant, $2 [{duty, due_on, rung}], $3 instant.
insert into duty_claim (tenant_id, duty, due_on, rung, claimed_at)
select $1::uuid, r.duty, r.due_on, r.rung, $3::timestamptz from jsonb_to_recordset($2::jsonb) as r (duty text, due_on date, rung text)
on conflict do nothing
returning duty, rung;
