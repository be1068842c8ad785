-- The dossiers behind a number of work. $1 to $14 as in the figures; $15 and $16 procedure and step of the row, $17 its person ('-' for nobody), each null for
-- any; $18 the column, $19 after this id or null, $20 how many. Serves the links of the tables of work.
select d.body as dossier, a.name as "applicantName"
  from dossier d
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where d.tenant_id = $1::uuid and d.id in (
   select s.dossier_id from told_stays($1, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text[], $7::uuid[], $8::uuid, $9::text[]) s
    where ($10::text = 'step' or $7 is null or s.holder = $8
       or s.unit in (select r.unit_id from role_reach($1, $8, $11::date) r where r.role = any ($12::text[])))
      and ($13::text is null or s.procedure = $13) and ($14::uuid[] is null or s.unit = any ($14))
      and ($15::text is null or s.procedure = $15) and ($16::text is null or s.step = $16) and ($17::text is null or coalesce(s.holder::text, '-') = $17)
      and case $18::text when 'stepsDone' then s.is_done when 'stepsWithin' then s.is_done and not s.is_over when 'stepsOver' then s.is_done and s.is_over
          when 'stepsUnlimited' then s.is_done and s.is_over is null when 'workingHours' then s.working_ms > 0 when 'stepsOpen' then s.is_open else s.is_open and s.is_over end)
   and ($19::uuid is null or d.id > $19)
 order by d.id
 limit $20;
