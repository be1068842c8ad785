-- Open dossiers in some people's hands whose due date versions of a calendar moved: due before the first such entry of the journal and after the last, after a key.
-- $1 tenant, $2 calendar, $3 first and $4 last version, $5 holders, $6 the key (id) or null, $7 how many; $8 account, $9 units and $10 role names of the reader.
-- Index open_step_holder.
select d.id, d.code, d.body->'steps' as steps, b.canonical::json->'clock'->>'dueAt' as from_due, l.canonical::json->'clock'->>'dueAt' as to_due
  from (select distinct o.tenant_id, o.dossier_id from open_step o where o.tenant_id = $1::uuid and o.holder_id = any ($5::uuid[])) o
  join dossier d on d.tenant_id = o.tenant_id and d.id = o.dossier_id and d.closed_at is null and d.body->>'calendarId' = $2::text
 cross join lateral (
   select min(j.seq) as first, max(j.seq) as last
     from journal j
    where j.tenant_id = d.tenant_id and j.dossier_id = d.id and j.event = 'CALENDAR_CHANGED'
      and split_part(j.canonical::json->>'calendar', '@', 2)::integer between $3::integer and $4::integer) m
  join journal b on b.tenant_id = d.tenant_id and b.dossier_id = d.id and b.seq = m.first - 1
  join journal l on l.tenant_id = d.tenant_id and l.dossier_id = d.id and l.seq = m.last
 where ($6::uuid is null or d.id > $6::uuid) and may_read(d, $9::uuid[], $8::uuid, $10::text[])
 order by d.id
 limit $7;
