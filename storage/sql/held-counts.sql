-- How many steps each of these people has in hand. $1 tenant, $2 accounts. Serves the choice of an assignee.
select o.holder_id, count(*)::integer as steps from open_step o where o.tenant_id = $1::uuid and o.holder_id = any ($2::uuid[]) group by o.holder_id;
