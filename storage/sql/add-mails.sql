-- New messages that wait to be sent; a daily list that was claimed before is left out. Answers those that are new.
-- $1 [{tenant_id, id, account_id, kind, on_date}], $2 most attempts, $3 instant.
insert into mail (tenant_id, id, account_id, kind, on_date, state, attempts_max, next_attempt_at, created_at, changed_at)
select m.tenant_id, m.id, m.account_id, m.kind, m.on_date, 'waiting', $2::integer, $3::timestamptz, $3::timestamptz, $3::timestamptz
  from jsonb_to_recordset($1::jsonb) as m (tenant_id uuid, id uuid, account_id uuid, kind text, on_date date)
on conflict do nothing
returning id;
