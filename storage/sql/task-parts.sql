-- One part of a task's file. $1 tenant, $2 task, $3 number.
select bytes from task_file where tenant_id = $1::uuid and task_id = $2::uuid and part = $3;
