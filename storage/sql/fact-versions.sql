-- Every version of a fact, the newest first. $1 tenant, $2 id.
select v.fact_id as id, v.version, v.body, v.at, a.full_name
  from fact_version v
  join account a on a.tenant_id = v.tenant_id and a.id = v.actor_id
 where v.tenant_id = $1::uuid and v.fact_id = $2::uuid
 order by v.version desc;
