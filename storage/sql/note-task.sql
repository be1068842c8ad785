-- How far a run has come; it keeps the lease. $1 tenant, $2 task, $3 run, $4 end of the lease, $5 parts done, $6 of how many or null, $7 where to go on.
-- Coming further than ever before, it is no idle run. No row is changed when somebody else has taken the task.
update task set lease_until = $4::timestamptz, done_count = $5::integer, idle_runs = case when $5::integer > furthest then 0 else idle_runs end, furthest = greatest(furthest, $5::integer),
       total_count = coalesce($6::integer, total_count), position = coalesce($7::jsonb, position)
 where tenant_id = $1::uuid and id = $2::uuid and run = $3 and state = 'running';
