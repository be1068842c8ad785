-- Nonconformities that occurred within a period and were known at an instant: counted by source, grade and how they stood then, and the first of them listed, each with
-- its corrective action of then, in the words of then. $1 tenant, $2 first day, $3 last day, $4 known at, $5 how many are listed.
-- Serves reports on the management system.
with known as materialized (
  select n.seq, n.code, n.source, n.grade, n.unit_id, n.occurred_on, n.text, n.facts, n.settled, k.action_id,
         case when to_timestamp((n.settled->>'atMs')::double precision / 1000) <= $4::timestamptz then 'settled' when coalesce(s.state, 'withdrawn') = 'withdrawn' then 'open'
           when s.state = 'closed' then 'closed' else 'inAction' end as standing
    from nonconformity n
    left join lateral (
      select (e.canonical::jsonb->>'action')::uuid as action_id from nonconformity_journal e
       where e.tenant_id = n.tenant_id and e.nonconformity_id = n.id and e.event = 'TAKE_UP' and e.at <= $4 order by e.seq desc limit 1) k on true
    left join lateral (
      select e.canonical::jsonb->>'state' as state from corrective_action_journal e
       where e.tenant_id = n.tenant_id and e.action_id = k.action_id and e.at <= $4 order by e.seq desc limit 1) s on true
   where n.tenant_id = $1::uuid and n.occurred_on between $2::date and $3::date and n.found_at <= $4),
listed as (
  select l.seq, l.code, l.source, l.grade, unit_name(u, l.occurred_on)->>'vi' as unit, l.occurred_on::text as "occurredOn", l.text, l.facts, l.standing,
         a.code as action, coalesce(e.analysis->>'rootCause', '') as "rootCause",
         coalesce(nullif(e.action, ''), nullif(e.correction, ''), case when l.standing = 'settled' then l.settled->>'reason' end, '') as remedy, p.full_name as owner, e.due_on as "dueOn"
    from (select * from known order by seq limit $5) l
    join unit u on u.tenant_id = $1 and u.id = l.unit_id
    left join corrective_action a on a.tenant_id = $1 and a.id = l.action_id and l.standing in ('inAction', 'closed')
    left join lateral (
      select (array_agg(j.entry->'analysis' order by j.seq desc) filter (where j.entry ? 'analysis'))[1] as analysis,
             (array_agg(j.entry->>'correctiveAction' order by j.seq desc) filter (where j.entry ? 'correctiveAction'))[1] as action,
             (array_agg(j.entry->>'correction' order by j.seq desc) filter (where j.entry ? 'correction'))[1] as correction,
             (array_agg(j.entry->>'owner' order by j.seq desc) filter (where j.entry ? 'owner'))[1]::uuid as owner_id,
             -- A new round has no day until it is planned.
             (array_agg(j.entry->>'dueOn' order by j.seq desc) filter (where j.entry ? 'dueOn' or j.event = 'REOPEN'))[1] as due_on
        from (select k.seq, k.event, k.canonical::jsonb as entry from corrective_action_journal k where k.tenant_id = a.tenant_id and k.action_id = a.id and k.at <= $4) j) e on true
    left join account p on p.tenant_id = a.tenant_id and p.id = e.owner_id)
select (select coalesce(jsonb_agg(c), '[]'::jsonb) from (select source, grade, standing, count(*)::integer as number from known group by 1, 2, 3 order by 1, 2, 3) c) as counts,
       (select coalesce(jsonb_agg(to_jsonb(l) - 'seq' order by l.seq), '[]'::jsonb) from listed l) as listed;
