-- The file of a task that needs it no more. $1 tenant, $2 task.
delete from task_file where tenant_id = $1::uuid and task_id = $2::uuid;
