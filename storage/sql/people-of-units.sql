-- How many people hold a role in each of some units on a day. $1 tenant, $2 units, $3 day. Serves /admin/units.
select g.unit_id as "unitId", count(distinct g.account_id)::int as people
  from role_grant g
 where g.tenant_id = $1::uuid and g.unit_id = any ($2::uuid[]) and g.valid_from <= $3::date and (g.valid_to is null or g.valid_to >= $3::date)
 group by g.unit_id;
