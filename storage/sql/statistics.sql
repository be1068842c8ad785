-- Dossiers of a period by the cuts asked for, and within each row by how they stand. Serves every table of figures.
-- $1 tenant, $2 first instant, $3 end instant (left out), $4 known at (null: now), $5 instant of the question, $6 zone, $7 kinds, $8 cuts,
-- $9 units, $10 account, $11 role names of the reader (units null: the operator, who counts all). Where it says so, only some dossiers ($12).
with cell as (
  select case when 'field' = any ($8::text[]) then s.field end as field, case when 'unit' = any ($8) then s.unit end as unit,
         case when 'procedure' = any ($8) then s.procedure end as procedure, case when 'revision' = any ($8) then s.procedure || '@' || s.revision end as revision,
         case when 'month' = any ($8) then to_char(s.received_at at time zone $6, 'YYYY-MM') end as month,
         case when 'channel' = any ($8) then s.channel end as channel, case when 'level' = any ($8) then s.level end as level,
         case when 'department' = any ($8) then (select i.attributes->>'unit' from imported_case i where i.tenant_id = $1 and i.dossier_id = s.id) end as department,
         standing_word(s.channel, s.online_level, s.carried, s.state, s.pace, s.apologised) as word, count(*) as number
    from dossier_standings($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text, $7::text[], $9::uuid[], $10::uuid, $11::text[]) s
   /* of these */
   group by 1, 2, 3, 4, 5, 6, 7, 8, 9)
select field, unit, procedure, revision, month, channel, level, department, jsonb_object_agg(word, number) as standings
  from cell
 group by 1, 2, 3, 4, 5, 6, 7, 8
 order by 1, 2, 3, 4, 5, 6, 7, 8
 limit 20001;
