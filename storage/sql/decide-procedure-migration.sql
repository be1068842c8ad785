-- Decides about a proposal that nobody has decided about; one row when it was so. $1 tenant, $2 id, $3 state, $4 by, $5 for, $6 instant, $7 reason, $8 task.
update procedure_migration set state = $3::text, decided_by = $4::uuid, decided_for = $5::uuid, decided_at = $6::timestamptz, reason = $7::text, task_id = $8::uuid
 where tenant_id = $1::uuid and id = $2::uuid and state = 'proposed'
returning id;
