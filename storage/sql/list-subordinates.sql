-- Agencies whose figures are expected, by code. $1 tenant.
select code, name, decision from subordinate where tenant_id = $1::uuid order by code limit 5000;
