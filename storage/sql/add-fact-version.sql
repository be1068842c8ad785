-- Keeps one version of a fact. $1 tenant, $2 id, $3 version, $4 body, $5 at, $6 actor.
insert into fact_version (tenant_id, fact_id, version, body, at, actor_id) values ($1::uuid, $2::uuid, $3::integer, $4::jsonb, $5::timestamptz, $6::uuid);
