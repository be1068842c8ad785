-- Dossiers for which an apology was made or is owed: late results, open ones past their due instant, those with a new date, those with a letter.
-- Their due instant (the one before the new date) lies in [$2, $3). $1 tenant, $4 known at, $5 units, $6 account, $7 role names of the
-- reader (units null: the operator, who counts all), $8 how many. Serves the register of apologies; indexes dossier_late, dossier_due, dossier_apologised.
with candidate as (
  select d.id from dossier d where d.tenant_id = $1::uuid and d.timeliness = 'late'
  union
  select d.id from dossier d where d.tenant_id = $1::uuid and (d.body->'clock'->>'apologies')::integer > 0
  union
  select d.id from dossier d where d.tenant_id = $1::uuid and d.closed_at is null and d.result_ready_at is null and d.due_at < $4::timestamptz
  union
  select l.dossier_id from apology_letter l where l.tenant_id = $1::uuid and l.recorded_at <= $4::timestamptz)
select d.body as dossier, r.field as field, i.issued,
       case when l.id is null then null else jsonb_build_object('number', l.number, 'on', l.made_on) end as letter
  from candidate c
  join dossier d on d.tenant_id = $1::uuid and d.id = c.id
  join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.kind <> 'log'
  left join apology_letter l on l.tenant_id = d.tenant_id and l.dossier_id = d.id and l.recorded_at <= $4::timestamptz
  left join lateral (
    select jsonb_build_object('at', j.canonical::jsonb->'at', 'dueBefore', b.canonical::jsonb->'clock'->'dueAt', 'newDueAt', j.canonical::jsonb->'clock'->'dueAt',
             'number', j.canonical::jsonb->'paper'->'number') as issued, (b.canonical::jsonb->'clock'->>'dueAt')::timestamptz as due_before
      from journal j
      join journal b on b.tenant_id = j.tenant_id and b.dossier_id = j.dossier_id and b.seq = j.seq - 1
     where j.tenant_id = d.tenant_id and j.dossier_id = d.id and j.event = 'APOLOGY_ISSUED' and j.recorded_at <= $4::timestamptz
     order by j.seq limit 1) i on true
 cross join lateral (select coalesce(i.due_before, d.due_at, to_timestamp((d.body->'clock'->>'dueOriginalAtMs')::double precision / 1000)) as due_at) w
 where w.due_at >= $2::timestamptz and w.due_at < $3::timestamptz
   and ($5::uuid[] is null or may_read(d, $5::uuid[], $6::uuid, $7::text[]))
 order by w.due_at desc, d.id
 limit $8;
