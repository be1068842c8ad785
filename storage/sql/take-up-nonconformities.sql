-- An action takes nonconformities up, or goes on for one that is carried over ($4). Only those come back that were free. $1 tenant, $2 ids as JSON, $3 action, $4 the action before or null.
update nonconformity n set action_id = $3::uuid
 where n.tenant_id = $1::uuid and n.id in (select x.id::uuid from jsonb_array_elements_text($2::jsonb) x (id)) and n.settled is null
   and (n.action_id = $4::uuid or not exists (select 1 from corrective_action a where a.tenant_id = n.tenant_id and a.id = n.action_id and a.state <> 'withdrawn'))
returning n.id, n.code;
