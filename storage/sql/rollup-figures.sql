-- The standings of a period from the rollup and what is not folded into it yet, as `statistics` counts them dossier by dossier. $1 tenant, $2 grain ('cell': the
-- finest), $3 kinds, $4 first half-month, $5 the one behind the last, $6 units whose sums are read or null for all, $7 cuts, $8 instant at which what
-- is open is overdue; $9 sides, $10 lengths and $11 beginnings of the spans to be read; and what is open since before $13, in spans of $12 half-months.
-- Received in $14 by units $15: what those sums lack ($16: 1) or have too much (-1) for a reader, whose units are $17 or null.
-- What is open counts as within its limit in spans; the few that are not are found by their due date and counted over.
with span as (
  select * from unnest($9::text[], $10::smallint[], $11::integer[]) p (side, length, first)
  union all
  select 'open', $12::smallint, y.first
    from (select min(s.first) / $12 * $12 as first from dossier_span s where s.tenant_id = $1::uuid and s.grain = $2::text and s.side = 'open' and s.length = $12) o
   cross join lateral unnest(array(select generate_series(o.first, $13::integer - 1, $12))) y (first)),
-- Where the finest cells of the period lie: ended in it, stood at its end, open since before that.
side (side, first, last) as (values ('ended', $4::integer, $5::integer - 1), ('stood', $5, $5), ('open', 0, $5 - 1)),
part as (
  -- Span by span through the index, whatever the planner believes of their number.
  select s.* from span p
   cross join lateral (
    select s.unit_id, s.procedure_hash, s.received, s.way, s.fate, s.apology, s.number from dossier_span s
     where s.tenant_id = $1 and s.grain = $2 and s.side = p.side and s.length = p.length and s.first = p.first and s.kind = any ($3::text[])
       and ($6::uuid[] is null or s.unit_id = any ($6)) offset 0) s
  union all
  select c.unit_id, c.procedure_hash, c.received, way_of(c.channel, c.online_level), concat(c.state, '/', o.pace), o.apology, c.number * o.sign
    from dossier_rollup c cross join lateral (values ('within', null, -1), ('overdue', c.apology, 1)) o (pace, apology, sign)
   where $2 <> 'cell' and c.tenant_id = $1 and c.side = 'open' and c.due_at < $8::timestamptz and c.half < $5::integer and c.kind = any ($3)
     and ($6 is null or c.unit_id = any ($6))
  union all
  select c.unit_id, c.procedure_hash, c.received, way_of(c.channel, c.online_level), concat(c.state, '/', w.pace), case when w.pace in ('late', 'overdue') then c.apology end, c.number * c.sign
    from (
      select c.*, 1 as sign from dossier_rollup c join side p on c.side = p.side and c.half between p.first and p.last where $2 = 'cell' and $6 is null and c.tenant_id = $1
      union all
      select c.*, 1 from unnest(case when $2 = 'cell' then $6 end) u (id) cross join side p
       cross join lateral (select * from dossier_rollup c where c.tenant_id = $1 and c.unit_id = u.id and c.side = p.side and c.half between p.first and p.last offset 0) c
      union all
      select c.*, $16::integer from unnest($14::uuid[]) r (id) cross join side p
       cross join lateral (
        select * from dossier_rollup c where c.tenant_id = $1 and c.receiving_unit_id = r.id and c.unit_id = any ($15::uuid[]) and c.side = p.side and c.half between p.first and p.last offset 0) c) c
   cross join lateral (select case when c.due_at < $8 then 'overdue' when c.due_at is not null then 'within' else coalesce(c.pace, '-') end as pace) w
   where c.kind = any ($3)
  union all
  select d.unit_id, d.procedure_hash, d.received, way_of(d.channel, r.online_level), concat(d.state, '/', w.pace), case when w.pace in ('late', 'overdue') then d.apology end, d.number
    from dossier_delta d join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.kind = any ($3)
   cross join lateral (select case when d.due_at < $8 then 'overdue' when d.due_at is not null then 'within' else coalesce(d.pace, '-') end as pace) w
   where d.tenant_id = $1 and ($17::uuid[] is null or d.unit_id = any ($17) or d.receiving_unit_id = any ($17))
     and (d.side = 'ended' and d.half >= $4 and d.half < $5 or d.side = 'stood' and d.half = $5 or d.side = 'open' and d.half < $5))
select case when 'unit' = any ($7::text[]) then unit_id end as unit, case when $7 && array['field', 'procedure', 'revision', 'level'] then procedure_hash end as hash,
       case when 'month' = any ($7) then received / 2 end as month, case when 'channel' = any ($7) then split_part(way, '/', 1) end as channel,
       string_agg(way || case when received < $4 then '/carried/' else '/new/' end || fate || case when apology < $5 then '/yes:' else '/no:' end || number, ' ') as standings
  from part group by 1, 2, 3, 4;
