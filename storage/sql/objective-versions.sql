-- Versions of objectives that were known at an instant, the agency's own first, of each the newest first. Serves the pages, the reports and the sweep.
-- $1 tenant, $2 year or null, $3 one objective or null, $4 known at or null, $5 how many.
select v.objective_id as id, v.version, o.year, o.formula, o.unit_id, v.body, v.at, a.full_name
  from objective o
  join objective_version v on v.tenant_id = o.tenant_id and v.objective_id = o.id
  join account a on a.tenant_id = v.tenant_id and a.id = v.actor_id
 where o.tenant_id = $1::uuid and ($2::integer is null or o.year = $2) and ($3::uuid is null or o.id = $3) and ($4::timestamptz is null or v.at <= $4)
 order by o.unit_id nulls first, o.formula, o.id, v.version desc
 limit $5;
