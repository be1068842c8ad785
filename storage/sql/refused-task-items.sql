-- The parts of a task that were refused, with what their reader may see of them: code and version now. $1 tenant, $2 account, $3 units, $4 role names,
-- $5 task, $6 how many.
select i.dossier_id, i.step, i.outcome, d.code
  from task_item i
  left join dossier d on d.tenant_id = i.tenant_id and d.id = i.dossier_id and may_read(d, $3::uuid[], $2::uuid, $4::text[])
 where i.tenant_id = $1::uuid and i.task_id = $5::uuid and i.outcome <> 'done'
 order by i.ordinal limit $6;
