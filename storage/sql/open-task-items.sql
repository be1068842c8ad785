-- The next parts that are still to be done. $1 tenant, $2 task, $3 how many.
select ordinal, dossier_id, version, step from task_item
 where tenant_id = $1::uuid and task_id = $2::uuid and outcome is null order by ordinal limit $3;
