-- What goes on after a day in a unit, its own and what it took over: open dossiers, routes to it, roles in it. $1 tenant, $2 unit, $3 date.
-- Serves closing a unit without a successor.
with recursive own as (
  select $2::uuid as id, 1 as depth
  union
  select s.unit_id, own.depth + 1 from own join unit_succession s on s.tenant_id = $1::uuid and s.successor_id = own.id where own.depth < 20
)
select (select count(*)::int from dossier d where d.tenant_id = $1::uuid and d.closed_at is null
          and (d.receiving_unit_id in (select id from own) or d.responsible_unit_id in (select id from own))) as dossiers,
       (select count(*)::int from procedure_route r where r.tenant_id = $1::uuid and r.responsible_unit_id in (select id from own)
          and (r.valid_to is null or r.valid_to > $3::date)) as routes,
       (select count(*)::int from role_grant g join account a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.active
         where g.tenant_id = $1::uuid and g.unit_id = $2::uuid and (g.valid_to is null or g.valid_to > $3::date and g.valid_to >= g.valid_from)) as grants;
