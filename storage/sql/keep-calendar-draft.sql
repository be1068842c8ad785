-- Keeps a draft over the one of that revision; nothing is kept when another is there, or none. A new one begins with a number that no draft
-- before had. $1 tenant, $2 calendar, $3 revision that was read (0: none), $4 calendar, $5 account, $6 instant.
insert into calendar_draft as r (tenant_id, calendar_id, revision, body, account_id, changed_at)
select $1::uuid, $2, greatest(1, extract(epoch from $6::timestamptz) - 1600000000)::integer, $4::jsonb, $5::uuid, $6::timestamptz
 where $3::integer = 0 or exists (select from calendar_draft e where e.tenant_id = $1::uuid and e.calendar_id = $2)
on conflict (tenant_id, calendar_id) do update
   set revision = r.revision + 1, body = excluded.body, account_id = excluded.account_id, changed_at = excluded.changed_at
 where r.revision = $3::integer;
