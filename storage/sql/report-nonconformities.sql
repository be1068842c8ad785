-- Nonconformities that occurred within a period and were known at an instant. $1 tenant, $2 first day, $3 last day, $4 known at, $5 how many.
-- Serves reports on the management system.
select n.code, n.source, n.grade, unit_name(u, n.occurred_on)->>'vi' as unit, n.occurred_on::text as "occurredOn",
       case when n.settled is not null then 'settled' when n.action_id is null then 'open' else 'inAction' end as standing
  from nonconformity n
  join unit u on u.tenant_id = n.tenant_id and u.id = n.unit_id
 where n.tenant_id = $1::uuid and n.occurred_on between $2::date and $3::date and n.found_at <= $4::timestamptz
 order by n.seq
 limit $5;
