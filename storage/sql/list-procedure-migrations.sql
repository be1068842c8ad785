-- Proposals for a procedure, the newest first; one alone when it is named. $1 tenant, $2 code or null, $3 id or null, $4 how many.
select m.id, m.procedure_code, m.from_revision, m.to_revision, m.from_hash, m.to_hash, m.steps, m.new_limit, m.ground, m.decision_number, m.decision_on::text, m.state,
       m.proposed_by, m.proposed_for, m.proposed_at, m.decided_by, m.decided_for, m.decided_at, m.reason, m.task_id, p.full_name as proposer, d.full_name as decider,
       m.finished_at, t.state as task_state, t.done_count, t.total_count, t.error as task_error
  from procedure_migration m
  join account p on p.tenant_id = m.tenant_id and p.id = m.proposed_by
  left join account d on d.tenant_id = m.tenant_id and d.id = m.decided_by
  left join task t on t.tenant_id = m.tenant_id and t.id = m.task_id
 where m.tenant_id = $1::uuid and ($2::text is null or m.procedure_code = $2) and ($3::uuid is null or m.id = $3)
 order by m.id desc
 limit $4::integer;
