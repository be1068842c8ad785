-- Claims rungs of an action; only those that nobody claimed before come back. $1 tenant, $2 action, $3 [{rung, basis}], $4 instant.
insert into corrective_action_claim (tenant_id, action_id, rung, basis, claimed_at)
select $1::uuid, $2::uuid, r.rung, r.basis, $4::timestamptz from jsonb_to_recordset($3::jsonb) as r (rung text, basis text)
on conflict do nothing
returning rung, basis;
