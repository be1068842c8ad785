-- Files of tasks that ended before an instant. $1 instant.
delete from task_file f using task t
 where t.tenant_id = f.tenant_id and t.id = f.task_id and t.finished_at < $1::timestamptz;
