-- Says that a correction was enough. No row: it has an action, or was settled before. $1 tenant, $2 nonconformity, $3 the settlement.
update nonconformity n set settled = $3::jsonb
 where n.tenant_id = $1::uuid and n.id = $2::uuid and n.settled is null
   and not exists (select 1 from corrective_action a where a.tenant_id = n.tenant_id and a.id = n.action_id and a.state <> 'withdrawn')
returning n.id;
