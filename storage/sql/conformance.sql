-- How the dossiers ran that ended in a period. $1 to $10 as in dossier_standings: tenant, first and end instant, known at (null: now), instant of the question,
-- zone, kinds, units (null: all), account, role names; $11 procedure or null, $12 ways of each procedure. Serves conformance, bottlenecks and objectives.
with ended as materialized (
  select s.procedure, s.unit, c.way, c.deviations, c.steps, c.step_ms, c.step_over
    from dossier_standings($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text, $7::text[], $8::uuid[], $9::uuid, $10::text[]) s
    left join dossier_course c on c.tenant_id = $1 and c.dossier_id = s.id
   where s.state not in ('working', 'paused') and ($11::text is null or s.procedure = $11)),
shares as (
  select procedure, unit, count(*) as dossiers, count(*) filter (where deviations = '{}') as exact from ended where way is not null group by 1, 2),
kinds as (
  select kind, count(*) as dossiers from ended cross join lateral unnest(deviations) kind where way is not null group by 1),
delays as (
  select e.procedure, e.unit, u.step, count(*) as dossiers, count(*) filter (where u.over) as over, sum(u.ms) as "totalMs", coalesce(sum(u.ms) filter (where u.over), 0) as "overMs", max(u.ms) as "longestMs"
    from ended e cross join lateral unnest(e.steps, e.step_ms, e.step_over) as u (step, ms, over) where e.way is not null group by 1, 2, 3),
ways as (
  select procedure, way, count(*) as dossiers, count(*) filter (where deviations = '{}') as exact, row_number() over (partition by procedure order by count(*) desc, way) as place
    from ended where way is not null group by 1, 2)
select (select count(*) from ended where way is null)::integer as waiting,
       (select coalesce(jsonb_agg(r), '[]') from shares r) as rows,
       (select coalesce(jsonb_agg(r order by r.dossiers desc, r.kind), '[]') from kinds r) as deviations,
       (select coalesce(jsonb_agg(r), '[]') from delays r) as steps,
       (select coalesce(jsonb_agg(jsonb_build_object('procedure', v.procedure, 'id', v.way, 'events', w.events, 'hash', w.procedure_hash, 'dossiers', v.dossiers, 'exact', v.exact)
                 order by v.procedure, v.dossiers desc, v.way), '[]')
          from ways v join course_way w on w.tenant_id = $1 and w.procedure_code = v.procedure and w.way = v.way where v.place <= $12::integer) as variants;
