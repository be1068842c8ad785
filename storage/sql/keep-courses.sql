-- Keeps what journals told of some dossiers, unless somebody has read further meanwhile, and takes them off the list. Rows are locked in the order of ids, so
-- that two who read at once wait for one another. $1 a list of {tenant, dossier, seq, way, deviations, steps, stepMs, stepOver, cause, hash, events, procedure, kind, parts}.
with given as materialized (
  select (v->>'tenant')::uuid as tenant_id, (v->>'dossier')::uuid as dossier_id, (v->>'seq')::integer as journal_seq, v from jsonb_array_elements($1::jsonb) v),
kept as (
  insert into dossier_course as c (tenant_id, dossier_id, journal_seq, way, deviations, steps, step_ms, step_over, cause)
  select g.tenant_id, g.dossier_id, g.journal_seq, r.way, r.deviations, r.steps, r."stepMs", r."stepOver", r.cause
    from given g cross join lateral jsonb_to_record(g.v) as r (way text, deviations text[], steps text[], "stepMs" bigint[], "stepOver" boolean[], cause text)
   order by g.tenant_id, g.dossier_id
  on conflict (tenant_id, dossier_id) do update set journal_seq = excluded.journal_seq, way = excluded.way, deviations = excluded.deviations, steps = excluded.steps,
    step_ms = excluded.step_ms, step_over = excluded.step_over, cause = excluded.cause
   where c.journal_seq < excluded.journal_seq
  returning c.tenant_id, c.dossier_id),
parts as (
  insert into stay_part (tenant_id, dossier_id, seq, step, procedure_code, kind, unit_id, holder_id, from_at, from_recorded_at, to_at, to_recorded_at, is_left, due_at, working_ms)
  select g.tenant_id, g.dossier_id, p.seq, p.step, g.v->>'procedure', g.v->>'kind', p.unit, p.holder, p."from", p."fromRecorded", coalesce(p."to", 'infinity'), coalesce(p."toRecorded", 'infinity'),
         p.is_left, p.due, p.ms
    from kept join given g using (tenant_id, dossier_id)
   cross join lateral jsonb_to_recordset(g.v->'parts') as p (
     seq integer, step text, unit uuid, holder uuid, "from" timestamptz, "fromRecorded" timestamptz, "to" timestamptz, "toRecorded" timestamptz, is_left boolean, due timestamptz, ms bigint)
  on conflict (tenant_id, dossier_id, seq, step) do update set kind = excluded.kind, to_at = excluded.to_at, to_recorded_at = excluded.to_recorded_at, is_left = excluded.is_left, working_ms = excluded.working_ms),
ways as (
  insert into course_way (tenant_id, procedure_code, way, events, procedure_hash)
  select distinct on (1, 2, 3) g.tenant_id, g.v->>'procedure', r.way, r.events, r.hash
    from given g cross join lateral jsonb_to_record(g.v) as r (way text, events text[], hash text)
   where r.way is not null
   order by 1, 2, 3
  on conflict do nothing)
delete from course_delta d using given g
 where d.tenant_id = g.tenant_id and d.dossier_id = g.dossier_id and d.journal_seq <= g.journal_seq;
