-- Audits that began within a period and were reported by an instant, with what they found. $1 tenant, $2 first day, $3 last day, $4 known at, $5 how many.
-- Serves reports on the management system.
select a.code, a.body->'plan'->>'title' as title, a.from_on as "from", a.to_on as "to", a.body->'plan'->'decision'->>'number' as decision, a.body->'plan'->'decision'->>'on' as "decisionOn",
       (select coalesce(jsonb_agg(unit_name(u, a.from_on)->>'vi' order by u.code), '[]'::jsonb) from unit u where u.tenant_id = a.tenant_id and u.id = any (a.unit_ids)) as units,
       (select count(*)::int from audit_line l where l.tenant_id = a.tenant_id and l.audit_id = a.id and l.body->>'result' = 'major') as major,
       (select count(*)::int from audit_line l where l.tenant_id = a.tenant_id and l.audit_id = a.id and l.body->>'result' = 'minor') as minor,
       (select count(*)::int from audit_line l where l.tenant_id = a.tenant_id and l.audit_id = a.id and l.body->>'result' = 'observation') as observation
  from audit a
 where a.tenant_id = $1::uuid and a.from_on between $2::date and $3::date and a.reported_at <= $4::timestamptz
 order by a.from_on, a.code
 limit $5;
