-- The dossiers behind "faster than the limit", in the order of ids. $1 to $10 as in its count; $11 units of the objective or null for all; $12 those that
-- were faster, or those that were not, or null for both; $13 after this id or null, $14 how many.
select d.body as dossier, a.name as "applicantName"
  from dossier_standings($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text, $7::text[], $8::uuid[], $9::uuid, $10::text[]) s
  join dossier d on d.tenant_id = $1::uuid and d.id = s.id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where s.state = 'ready' and (d.body->'clock'->>'budget')::bigint > 0 and ($11::uuid[] is null or s.unit = any ($11))
   and ($12::boolean is null or ((d.body->'clock'->>'consumed')::bigint * 10 <= (d.body->'clock'->>'budget')::bigint * 9) = $12)
   and ($13::uuid is null or s.id > $13)
 order by s.id
 limit $14;
