-- What became of the nonconformities of an audit. $1 tenant, $2 ids as JSON. Serves the report of an audit.
select n.id, n.code, n.grade, n.clause, n.unit_id as "unitId", coalesce(n.text, '') as text, n.settled->>'reason' as settled, a.code as action, a.state, a.outcome, a.due_on as "dueOn",
       (select p.full_name from account p where p.tenant_id = a.tenant_id and p.id = a.owner_id) as owner, coalesce(a.body->>'correction', '') as correction, coalesce(a.body->>'action', '') as "correctiveAction"
  from nonconformity n
  left join corrective_action a on a.tenant_id = n.tenant_id and a.id = n.action_id
 where n.tenant_id = $1::uuid and n.id in (select i.id::uuid from jsonb_array_elements_text($2::jsonb) i (id))
 order by n.seq;
