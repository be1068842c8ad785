-- The unit that has none above it: the agency itself. $1 tenant.
select u.id::text as id from unit u where u.tenant_id = $1::uuid and u.parent_id is null order by u.valid_from, u.id limit 1;
