-- Nonconformities that occurred within a period and were known at an instant, each with its corrective action. $1 tenant, $2 first day, $3 last day, $4 known at,
-- $5 how many. Serves reports on the management system.
select n.code, n.source, n.grade, unit_name(u, n.occurred_on)->>'vi' as unit, n.occurred_on::text as "occurredOn", n.text, n.facts,
       case when n.settled is not null then 'settled' when n.action_id is null then 'open' else 'inAction' end as standing,
       a.code as action, coalesce(a.body->'analysis'->>'rootCause', '') as "rootCause", coalesce(nullif(a.body->>'action', ''), nullif(a.body->>'correction', ''), n.settled->>'reason', '') as remedy,
       p.full_name as owner, a.due_on::text as "dueOn"
  from nonconformity n
  join unit u on u.tenant_id = n.tenant_id and u.id = n.unit_id
  left join corrective_action a on a.tenant_id = n.tenant_id and a.id = n.action_id
  left join account p on p.tenant_id = a.tenant_id and p.id = a.owner_id
 where n.tenant_id = $1::uuid and n.occurred_on between $2::date and $3::date and n.found_at <= $4::timestamptz
 order by n.seq
 limit $5;
