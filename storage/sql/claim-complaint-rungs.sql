-- Claims rungs of a complaint; only those that nobody claimed before come back. $1 tenant, $2 complaint, $3 [{rung, basis}], $4 instant.
insert into complaint_claim (tenant_id, complaint_id, rung, basis, claimed_at)
select $1::uuid, $2::uuid, r.rung, r.basis, $4::timestamptz from jsonb_to_recordset($3::jsonb) as r (rung text, basis text)
on conflict do nothing
returning rung, basis;
