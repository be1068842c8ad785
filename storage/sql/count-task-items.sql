-- Parts done and refused. $1 tenant, $2 task.
select count(*) filter (where outcome = 'done')::integer as done, count(*) filter (where outcome <> 'done')::integer as refused
  from task_item where tenant_id = $1::uuid and task_id = $2::uuid;
