-- Work of a period by step or by person. $1 tenant, $2 first instant, $3 end instant (left out), $4 known at (null: now), $5 instant of the question, $6 kinds,
-- $7 units, $8 account, $9 role names of the reader (units null: the operator, who counts all), $10 'step' or 'person', $11 agency-local day, $12 roles whose
-- holders see the work of others in their units, $13 a procedure and $14 units that had the step in hand, each null for all. One more row counts the dossiers that
-- were looked into, out of the same pass. Serves the tables of work.
with counted as (
  select grouping(s.dossier_id) = 1 as is_row, case when $10::text = 'step' then s.procedure end as procedure, case when $10 = 'step' then s.step end as step,
         case when $10 = 'person' then s.holder end as person,
         count(*) filter (where is_done)::integer as done, count(*) filter (where is_done and not is_over)::integer as within, count(*) filter (where is_done and is_over)::integer as over,
         count(*) filter (where is_done and is_over is null)::integer as "withoutLimit", sum(working_ms)::float8 as "workingMs",
         count(*) filter (where is_open)::integer as open, count(*) filter (where is_open and is_over)::integer as "openOver"
    from told_stays($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text[], $7::uuid[], $8::uuid, $9::text[]) s
   where ($10::text = 'step' or $7 is null or s.holder = $8
       or s.unit in (select r.unit_id from role_reach($1, $8, $11::date) r where r.role = any ($12::text[])))
     and ($13::text is null or s.procedure = $13) and ($14::uuid[] is null or s.unit = any ($14)) and (is_done or is_open or working_ms > 0)
   group by grouping sets ((2, 3, 4), (s.dossier_id)))
select procedure, step, person, done, within, over, "withoutLimit", "workingMs", open, "openOver", false as whole from counted where is_row
union all
select null, null, null, count(*)::integer, 0, 0, 0, 0, 0, 0, true from counted where not is_row
 order by 11 desc, 1, 2, 3
 limit 20002;
