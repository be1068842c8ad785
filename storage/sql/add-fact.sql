-- Enters a fact with its first version. $1 tenant, $2 id, $3 kind, $4 number, $5 day, $6 issuer or '', $7 title, $8 body, $9 at, $10 actor.
with entered as (
  insert into fact (tenant_id, id, kind, number, stated_on, issuer, title, version)
  values ($1::uuid, $2::uuid, $3, $4, $5::date, $6, $7, 1) returning tenant_id, id)
insert into fact_version (tenant_id, fact_id, version, body, at, actor_id)
select tenant_id, id, 1, $8::jsonb, $9::timestamptz, $10::uuid from entered;
