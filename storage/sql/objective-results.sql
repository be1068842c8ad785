-- Periods of a year's objectives that were judged when they were over. $1 tenant, $2 year.
select r.objective_id as "objectiveId", r.period
  from objective_result r
  join objective o on o.tenant_id = r.tenant_id and o.id = r.objective_id
 where r.tenant_id = $1::uuid and o.year = $2::integer;
