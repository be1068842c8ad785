-- Enters an objective with its first version. $1 tenant, $2 id, $3 year, $4 formula, $5 unit or null, $6 body, $7 at, $8 actor.
with entered as (
  insert into objective (tenant_id, id, year, formula, unit_id, version)
  values ($1::uuid, $2::uuid, $3::integer, $4, $5::uuid, 1) returning tenant_id, id)
insert into objective_version (tenant_id, objective_id, version, body, at, actor_id)
select tenant_id, id, 1, $6::jsonb, $7::timestamptz, $8::uuid from entered;
