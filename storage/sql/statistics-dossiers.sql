-- The dossiers behind a number of a table. $1 to $7 and $8 to $10 as in the count: tenant, first and end instant, known at, now, zone, kinds, units,
-- account, roles; $11 standings that the number counts, $12 field, $13 units of the row, $14 procedure, $15 month, $16 channel, $17 level, each null
-- for any and '-' for none; $18 revision; $19 after this id or null, $20 how many, $21 department. Serves the links of every table.
select d.body as dossier, a.name as "applicantName"
  from dossier_standings($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text, $7::text[], $8::uuid[], $9::uuid, $10::text[]) s
  join dossier d on d.tenant_id = $1::uuid and d.id = s.id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where standing_word(s.channel, s.online_level, s.carried, s.state, s.pace, s.apologised) = any ($11::text[])
   and ($12::text is null or coalesce(s.field, '-') = $12)
   and ($13::uuid[] is null or s.unit = any ($13))
   and ($14::text is null or s.procedure = $14)
   and ($15::text is null or to_char(s.received_at at time zone $6, 'YYYY-MM') = $15)
   and ($16::text is null or s.channel = $16)
   and ($17::text is null or coalesce(s.level, '-') = $17)
   and ($18::text is null or s.procedure || '@' || s.revision = $18)
   and ($21::text is null or coalesce((select i.attributes->>'unit' from imported_case i where i.tenant_id = $1 and i.dossier_id = s.id), '-') = $21)
   and ($19::uuid is null or s.id > $19)
 order by s.id
 limit $20;
