-- Facts as they were known at an instant, stated up to a day: what a report of that day cites. $1 tenant, $2 known at, $3 last day, $4 kinds or null, $5 how many.
select distinct on (v.fact_id) v.fact_id as id, v.version, v.body, v.at, a.full_name
  from fact_version v
  join account a on a.tenant_id = v.tenant_id and a.id = v.actor_id
 where v.tenant_id = $1::uuid and v.at <= $2::timestamptz and v.body->>'on' <= $3::text and ($4::text[] is null or v.body->>'kind' = any ($4))
 order by v.fact_id, v.version desc
 limit $5;
