-- A stored answer ($2 account) or (null) a notice, as it reads after an erasure; the hash over what was asked goes. $1 tenant, $3 key of the answer or id of the notice, $4 what is left.
with answer as (update idempotency set response = $4::jsonb, request_hash = repeat('0', 64) where tenant_id = $1::uuid and account_id = $2::uuid and key = $3::text)
update notice set payload = $4::jsonb where tenant_id = $1::uuid and $2::uuid is null and id::text = $3::text;
