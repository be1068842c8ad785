-- Who holds a role today in the unit that received a dossier, in the one responsible for it, or above either.
-- $1 agency, $2 dossier, $3 role, $4 instant in milliseconds.
select distinct g.account_id
  from dossier d
  join tenant n on n.id = d.tenant_id
 cross join lateral (select (to_timestamp($4::double precision / 1000) at time zone n.zone)::date as today) t
  join role_grant g on g.tenant_id = d.tenant_id and g.role = $3 and g.valid_from <= t.today and (g.valid_to is null or g.valid_to >= t.today)
  join account a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.active
 where d.tenant_id = $1 and d.id = $2
   and (unit_line(d.tenant_id, d.receiving_unit_id, t.today) ? g.unit_id::text or unit_line(d.tenant_id, d.responsible_unit_id, t.today) ? g.unit_id::text);
