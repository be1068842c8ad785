-- Takes the oldest task that waits, or whose runner let its lease go, and begins a run of it. $1 instant, $2 end of the lease, $3 this task of a
-- tenant alone, or null. Index task_open.
with next as (
  select tenant_id, id from task
   where (state = 'waiting' or (state = 'running' and lease_until < $1::timestamptz)) and ($3::uuid is null or id = $3)
   order by created_at limit 1 for update skip locked)
update task t set state = 'running', run = t.run + 1, idle_runs = t.idle_runs + 1, lease_until = $2::timestamptz
  from next where t.tenant_id = next.tenant_id and t.id = next.id
returning t.tenant_id, t.id, t.account_id, t.kind, t.request, t.run, t.idle_runs, t.done_count, t.total_count, t.position;
