-- Says that a correction was enough. No row: it has an action, or was settled before. $1 tenant, $2 nonconformity, $3 the settlement.
update nonconformity n set settled = $3::jsonb where n.tenant_id = $1::uuid and n.id = $2::uuid and n.settled is null and n.action_id is null returning n.id;
