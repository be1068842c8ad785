-- Counts of form II.06a by the cuts asked for. A row of the dossier says how it ended; where it was not closed by the end of the period, or
-- where only what was known at an instant counts, its last entry in the journal up to then says how it stood. Serves statistics everywhere.
-- $1 tenant, $2 first instant, $3 end instant (left out), $4 known at (null: now), $5 instant of the question, $6 zone, $7 kinds, $8 cuts,
-- $9 units, $10 account, $11 role names of the reader (units null: the operator, who counts all), $12 ended apart, $13 paused apart.
with revision as materialized (
  select hash, body->>'kind' as kind, body->'field'->>'code' as field, body->>'level' as level from procedure_revision where tenant_id = $1::uuid),
stood as (
  select d.id, r.field, d.responsible_unit_id as unit, d.procedure_code as procedure, d.channel, r.level, d.received_at, d.timeliness,
         least($3::timestamptz, coalesce($4::timestamptz, $5::timestamptz)) as at,
         coalesce(last.status, d.status) as status,
         case when last.at is null then d.due_at else last.due_at end as due_at,
         case when last.at is null or d.result_ready_at <= last.at then d.result_ready_at end as ready_at,
         case when last.at is null or d.closed_at <= last.at then d.closed_at end as closed_at
    from dossier d
    join revision r on r.hash = d.procedure_hash and r.kind = any ($7::text[])
    left join lateral (
      select j.at, j.status, (j.canonical::jsonb->'clock'->>'dueAt')::timestamptz as due_at
        from journal j
       where j.tenant_id = d.tenant_id and j.dossier_id = d.id and j.at < $3
         and ($4::timestamptz is null or (j.at <= $4 and j.recorded_at <= $4))
       order by j.seq desc limit 1) last on $4::timestamptz is not null or d.closed_at is null or d.closed_at >= $3
   where d.tenant_id = $1::uuid and d.received_at < $3
     and ($4::timestamptz is null and (coalesce(d.result_ready_at, d.closed_at) is null or coalesce(d.result_ready_at, d.closed_at) >= $2)
       or d.received_at <= last.at)
     and ($9::uuid[] is null or may_read(d, $9::uuid[], $10::uuid, $11::text[]))),
told as (
  select s.*, coalesce(s.ready_at, s.closed_at) as ended_at, s.received_at < $2 as carried,
         case when s.ready_at is not null then s.timeliness
              when s.closed_at is not null and (s.closed_at at time zone $6)::date > (s.due_at at time zone $6)::date then 'late' end as verdict,
         s.ready_at is null and s.closed_at is null and s.due_at < s.at as overdue
    from stood s
   where coalesce(s.ready_at, s.closed_at) is null or coalesce(s.ready_at, s.closed_at) >= $2),
counted as (
  select t.*, ended_at is null and status in (5, 6, 8) as paused, ended_at is not null and ready_at is null as without_result,
         (verdict = 'late' or overdue) and exists (
           select from journal j where j.tenant_id = $1 and j.dossier_id = t.id and j.event = 'APOLOGY_ISSUED' and j.at < $3
              and ($4::timestamptz is null or (j.at <= $4 and j.recorded_at <= $4))) as apologised
    from told t),
placed as (
  select c.*, ended_at is not null and not (without_result and $12::boolean) as resolved, ended_at is null and not (paused and $13::boolean) as working
    from counted c)
select case when 'field' = any ($8::text[]) then field end as field, case when 'unit' = any ($8) then unit end as unit,
       case when 'procedure' = any ($8) then procedure end as procedure,
       case when 'month' = any ($8) then to_char(received_at at time zone $6, 'YYYY-MM') end as month,
       case when 'channel' = any ($8) then channel end as channel, case when 'level' = any ($8) then level end as level,
       jsonb_build_object(
         'received', jsonb_build_object('total', count(*), 'online', count(*) filter (where not carried and channel = 'online'),
           'directOrPostal', count(*) filter (where not carried and channel <> 'online'), 'carriedOver', count(*) filter (where carried)),
         'resolved', jsonb_build_object('total', count(*) filter (where resolved), 'early', count(*) filter (where resolved and verdict = 'early'),
           'onTime', count(*) filter (where resolved and coalesce(verdict, 'onTime') = 'onTime'), 'late', count(*) filter (where resolved and verdict = 'late')),
         'inProgress', jsonb_build_object('total', count(*) filter (where working), 'within', count(*) filter (where working and overdue is not true),
           'overdue', count(*) filter (where working and overdue)),
         'apart', jsonb_build_object('ended', count(*) filter (where without_result and not resolved), 'paused', count(*) filter (where paused and not working)),
         'ofWhich', jsonb_build_object('withdrawn', count(*) filter (where without_result and status = 7),
           'refused', count(*) filter (where without_result and status = 3), 'stopped', count(*) filter (where without_result and status = 8),
           'paused', count(*) filter (where paused), 'lateWithApology', count(*) filter (where verdict = 'late' and apologised),
           'overdueWithApology', count(*) filter (where overdue and apologised),
           'withoutLimit', count(*) filter (where ready_at is not null and verdict is null))) as counts
  from placed
 group by 1, 2, 3, 4, 5, 6
 order by 1, 2, 3, 4, 5, 6
 limit 20001;
