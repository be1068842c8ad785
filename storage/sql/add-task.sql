-- Enters a task, once for its key. $1 tenant, $2 id, $3 account, $4 kind, $5 key, $6 what is asked, $7 how many parts or null, $8 instant.
-- Answers the id of the one that is there under this key.
with added as (
  insert into task (tenant_id, id, account_id, kind, key, request, state, total_count, created_at)
  values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::jsonb, 'waiting', $7::integer, $8::timestamptz)
  on conflict (tenant_id, account_id, key) do nothing returning id)
select id, true as added from added
union all
select id, false from task where tenant_id = $1::uuid and account_id = $3::uuid and key = $5 and not exists (select 1 from added);
