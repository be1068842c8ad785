-- Dossiers with a result by stretch of days and unit, and how many of them used at most nine tenths of a limit; without a limit nothing is faster than it.
-- $1 to $7 and $8 to $10 as in the count of figures: tenant, first and end instant, known at, now, zone, kinds, units, account, roles of the reader;
-- $11 the first instants of the stretches in their order. Serves objectives "faster than the limit".
select width_bucket(s.ended_at, $11::timestamptz[])::integer as stretch, s.unit,
       count(*) filter (where (d.body->'clock'->>'consumed')::bigint * 10 <= (d.body->'clock'->>'budget')::bigint * 9)::integer as hits, count(*)::integer as total
  from dossier_standings($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text, $7::text[], $8::uuid[], $9::uuid, $10::text[]) s
  join dossier d on d.tenant_id = $1::uuid and d.id = s.id
 where s.state = 'ready' and (d.body->'clock'->>'budget')::bigint > 0
 group by 1, 2;
