-- A person's own tasks, newest first, after a key. $1 tenant, $2 account, $3 the key (id) or null, $4 this one alone or null, $5 how many. Index task_own.
select id, kind, request, state, run, done_count, total_count, result, error, created_at, finished_at
  from task
 where tenant_id = $1::uuid and account_id = $2::uuid and ($3::uuid is null or id < $3) and ($4::uuid is null or id = $4)
 order by id desc limit $5;
