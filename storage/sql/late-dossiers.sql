-- Late dossiers of a period with the row of a table that they stand in, and who used most of the limit where that is known because they have ended. $1 to $10 as in
-- dossier_standings; $11 standings that count, $12 cut or null, $13 a row by its value ('-' for none) or null, $14 after this id or null. Serves the causes of lateness.
select l.id, l.value, l.cause
  from (
    select s.id, case when s.state not in ('working', 'paused') then c.cause end as cause,
           coalesce(case $12::text when 'field' then s.field when 'unit' then s.unit::text when 'procedure' then s.procedure when 'revision' then s.procedure || '@' || s.revision
             when 'month' then to_char(s.received_at at time zone $6, 'YYYY-MM') when 'channel' then s.channel when 'level' then s.level
             when 'department' then (select i.attributes->>'unit' from imported_case i where i.tenant_id = $1 and i.dossier_id = s.id) end, '-') as value
      from dossier_standings($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text, $7::text[], $8::uuid[], $9::uuid, $10::text[]) s
      left join dossier_course c on c.tenant_id = $1 and c.dossier_id = s.id
     where standing_word(s.channel, s.online_level, s.carried, s.state, s.pace, s.apologised) = any ($11::text[]) and ($14::uuid is null or s.id > $14)) l
 where $13::text is null or l.value = $13
 order by l.id
