-- What an account may read today: units, roles, and the agency-local day. $1 tenant, $2 account, $3 instant in milliseconds.
select t.today, n.zone, visible_units(n.id, $2::uuid, t.today) as units, held_roles(n.id, $2::uuid, t.today) as roles
  from tenant n
 cross join lateral (select (to_timestamp($3::double precision / 1000) at time zone n.zone)::date as today) t
 where n.id = $1::uuid;
