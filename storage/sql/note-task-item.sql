-- The outcome of one part. $1 tenant, $2 task, $3 ordinal, $4 'done' or the code of the refusal.
update task_item set outcome = $4 where tenant_id = $1::uuid and task_id = $2::uuid and ordinal = $3;
