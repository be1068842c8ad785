-- Nonconformities by stretch of days, unit and whether they were complaints, as known at an instant; what a rule made of a missed objective is left out, or a
-- missed objective would miss itself. $1 tenant, $2 first days of the stretches in their order, $3 the day after the last, $4 known at. Serves objectives.
select width_bucket(n.occurred_on, $2::date[])::integer as stretch, n.unit_id as unit, count(*)::integer as hits, (count(*) filter (where n.source = 'complaint'))::integer as complaints
  from nonconformity n
 where n.tenant_id = $1::uuid and n.occurred_on >= ($2::date[])[1] and n.occurred_on < $3::date and n.found_at <= $4::timestamptz and n.source <> 'missedObjective'
 group by 1, 2;
