-- Risks and opportunities in force whose treatment is not done and due by a day, the soonest first. $1 tenant, $2 kinds, $3 day, $4 how many.
select f.id, f.number, f.title, t->>'ownerId' as "ownerId", t->>'dueOn' as "dueOn"
  from fact f
  join fact_version v on v.tenant_id = f.tenant_id and v.fact_id = f.id and v.version = f.version
 cross join lateral (select v.body->'treatment' as t) x
 where f.tenant_id = $1::uuid and f.kind = any ($2::text[]) and not f.withdrawn and t->>'doneOn' is null and t->>'dueOn' <= $3::text
 order by t->>'dueOn', f.id
 limit $4;
