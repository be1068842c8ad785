-- Puts a newer version over the one that was read, with its text; answers nothing when somebody else did so meanwhile, or when it was given up.
-- $1 tenant, $2 id, $3 the version read, $4 withdrawn, $5 body, $6 at, $7 actor.
with changed as (
  update objective set withdrawn = $4::boolean, version = version + 1
   where tenant_id = $1::uuid and id = $2::uuid and version = $3::integer and not withdrawn
  returning tenant_id, id, version)
insert into objective_version (tenant_id, objective_id, version, body, at, actor_id)
select tenant_id, id, version, $5::jsonb, $6::timestamptz, $7::uuid from changed
returning version;
