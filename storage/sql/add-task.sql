-- Enters a task, once for its key. $1 tenant, $2 id, $3 account, $4 kind, $5 key, $6 what is asked, $7 how many parts or null, $8 instant.
-- Answers the id of the one that is there under this key. The update that changes nothing is what answers it: of two at the same moment the second
-- waits for the first, and a look at the table would still be that of before, without a row. (`xmax` is 0 for a row that this statement made.)
insert into task (tenant_id, id, account_id, kind, key, request, state, total_count, created_at)
values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::jsonb, 'waiting', $7::integer, $8::timestamptz)
on conflict (tenant_id, account_id, key) do update set key = excluded.key
returning id, xmax = 0 as added;
