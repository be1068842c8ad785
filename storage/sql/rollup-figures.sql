-- The standings of a period from the cells and what is not folded into them yet, as `statistics` counts them dossier by dossier. $1 tenant, $2 grain, $3 kinds,
-- $4 first half-month, $5 the one behind the last, $6 units of the reader or null, $7 cuts, $8 instant at which what is open is overdue. One grouping and no
-- words: those are put together by whoever asks, which took half of the time here.
with cell as (
  select c.unit_id, c.procedure_hash, c.received, c.online_level, c.channel, c.state, c.pace, c.due_at, c.apology, c.number
    from dossier_rollup c
   where c.tenant_id = $1::uuid and c.grain = $2::text and c.kind = any ($3::text[])
     and (c.side = 'ended' and c.half >= $4::integer and c.half < $5::integer or c.side = 'stood' and c.half = $5 or c.side = 'open' and c.half < $5)
     and c.received < $5 and ($6::uuid[] is null or c.unit_id = any ($6) or c.receiving_unit_id = any ($6))
  union all
  select d.unit_id, d.procedure_hash, d.received, r.online_level, d.channel, d.state, d.pace, d.due_at, d.apology, d.number::integer
    from dossier_delta d join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.kind = any ($3)
   where d.tenant_id = $1
     and (d.side = 'ended' and d.half >= $4 and d.half < $5 or d.side = 'stood' and d.half = $5 or d.side = 'open' and d.half < $5)
     and d.received < $5 and ($6 is null or d.unit_id = any ($6) or d.receiving_unit_id = any ($6)))
select case when 'unit' = any ($7::text[]) then unit_id end as unit, case when $7 && array['field', 'procedure', 'revision', 'level'] then procedure_hash end as hash,
       case when 'month' = any ($7) then received / 2 end as month, channel, online_level as "onlineLevel", received < $4 as carried, state,
       case when due_at is null then pace when due_at < $8::timestamptz then 'overdue' else 'within' end as pace, coalesce(apology < $5, false) as apologised, sum(number)::integer as number
  from cell
 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
having sum(number) <> 0;
