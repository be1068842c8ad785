-- One more part of a task's file. $1 tenant, $2 task, $3 number, $4 bytes.
insert into task_file (tenant_id, task_id, part, bytes) values ($1::uuid, $2::uuid, $3, $4);
