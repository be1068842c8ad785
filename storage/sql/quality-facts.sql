-- Nonconformities that happened in [$2, $3] and were known at $4, by source and by how they stood then; corrective actions as their journals stood then.
-- $1 tenant, $5 units, $6 account, $7 role names of the reader (units null: the operator, who counts all).
with known as (
  select n.*, (select (e.canonical::jsonb->>'action')::uuid from nonconformity_journal e
                where e.tenant_id = n.tenant_id and e.nonconformity_id = n.id and e.event = 'TAKE_UP' and e.at <= $4::timestamptz order by e.seq desc limit 1) as taken_by
    from nonconformity n
   where n.tenant_id = $1::uuid and n.occurred_on >= $2::date and n.occurred_on <= $3::date and n.found_at <= $4::timestamptz
     and ($5::uuid[] is null or may_see_nonconformity(n, $5::uuid[], $6::uuid, $7::text[]))),
stood as (
  select a.id, a.due_on, j.state, j.outcome, j.round, j.measured
    from corrective_action a
   cross join lateral (
     select e.canonical::jsonb->>'state' as state, e.canonical::jsonb->>'outcome' as outcome, (e.canonical::jsonb->>'round')::integer as round,
            (select m.canonical::jsonb->'measured'->>'verdict' from corrective_action_journal m where m.tenant_id = a.tenant_id and m.action_id = a.id and m.event = 'MEASURE' and m.at <= $4 order by m.seq desc limit 1) as measured
       from corrective_action_journal e where e.tenant_id = a.tenant_id and e.action_id = a.id and e.at <= $4::timestamptz order by e.seq desc limit 1) j
   where a.tenant_id = $1::uuid and ($5::uuid[] is null or may_see_action(a, $5::uuid[], $6::uuid)))
select jsonb_build_object(
  'nonconformities', (select jsonb_build_object('total', count(*), 'late', count(*) filter (where k.source = 'lateDossier'),
      'settled', count(*) filter (where k.settled is not null and to_timestamp((k.settled->>'atMs')::double precision / 1000) <= $4),
      'open', count(*) filter (where (k.settled is null or to_timestamp((k.settled->>'atMs')::double precision / 1000) > $4) and coalesce(s.state, 'withdrawn') = 'withdrawn'),
      'closed', count(*) filter (where s.state = 'closed'))
    from known k left join stood s on s.id = k.taken_by),
  'bySource', (select coalesce(jsonb_object_agg(g.source, g.many), '{}'::jsonb) from (select k.source, count(*) as many from known k group by k.source) g),
  'actions', (select jsonb_build_object('total', count(*), 'open', count(*) filter (where state not in ('closed', 'carriedOver', 'withdrawn')),
      'effective', count(*) filter (where state = 'closed' and outcome = 'effective'), 'unproven', count(*) filter (where state = 'closed' and outcome = 'unproven'),
      'carriedOver', count(*) filter (where state = 'carriedOver'), 'withdrawn', count(*) filter (where state = 'withdrawn'), 'reopened', count(*) filter (where round > 1))
    from stood)) as facts;
