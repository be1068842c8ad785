-- The dossiers behind a number of conformance. $1 to $11 as in the report; each null for any: $12 units, $13 exact or not, $14 a deviation, $15 a step that they went
-- through, $16 over its limit, $17 at least so many milliseconds in it, $18 a way; $19 after this id or null, $20 how many. Serves its links.
select d.body as dossier, a.name as "applicantName"
  from dossier_standings($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text, $7::text[], $8::uuid[], $9::uuid, $10::text[]) s
  join dossier_course c on c.tenant_id = $1 and c.dossier_id = s.id and c.way is not null
  join dossier d on d.tenant_id = $1 and d.id = s.id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where s.state not in ('working', 'paused') and ($11::text is null or s.procedure = $11) and ($12::uuid[] is null or s.unit = any ($12))
   and ($13::boolean is null or (c.deviations = '{}') = $13) and ($14::text is null or $14 = any (c.deviations)) and ($18::text is null or c.way = $18)
   and ($15::text is null or exists (select from unnest(c.steps, c.step_ms, c.step_over) as u (step, ms, over) where u.step = $15 and (u.over or not $16::boolean) and u.ms >= $17::bigint))
   and ($19::uuid is null or s.id > $19)
 order by s.id
 limit $20;
