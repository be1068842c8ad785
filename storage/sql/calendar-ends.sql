-- The last covered day of the calendar of each agency in which people work, the nearest first. $1 an agency, or null for all, $2 instant in milliseconds.
select n.id as tenant_id, n.calendar_id, v.covers_to, (to_timestamp($2::double precision / 1000) at time zone n.zone)::date as today
  from tenant n
 cross join lateral (
   select c.body->>'coversTo' as covers_to from calendar_version c where c.tenant_id = n.id and c.id = n.calendar_id order by c.version desc limit 1) v
 where ($1::uuid is null or n.id = $1::uuid) and exists (select from account a where a.tenant_id = n.id)
 order by v.covers_to;
