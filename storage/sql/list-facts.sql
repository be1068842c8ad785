-- Facts in force, the newest stated first, after a key. Serves the register of facts. $1 tenant, $2 kind or null, $3 and $4 the key (day, id) or null, $5 how many.
select f.id, v.version, v.body, v.at, a.full_name
  from fact f
  join fact_version v on v.tenant_id = f.tenant_id and v.fact_id = f.id and v.version = f.version
  join account a on a.tenant_id = v.tenant_id and a.id = v.actor_id
 where f.tenant_id = $1::uuid and not f.withdrawn and ($2::text is null or f.kind = $2)
   and ($4::uuid is null or (f.stated_on, f.id) < ($3::date, $4::uuid))
 order by f.stated_on desc, f.id desc
 limit $5;
