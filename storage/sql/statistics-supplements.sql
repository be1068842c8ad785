-- Dossiers with a result of the period by how often the applicant had to complete them. Values as in the count: $1 to $7, $8 units, $9 account, $10 roles.
-- Where it says so, only some dossiers ($11). Serves index 3 of TT 01/2018/TT-VPCP.
select count(*) filter (where n = 0)::int as none, count(*) filter (where n = 1)::int as once, count(*) filter (where n > 1)::int as more
  from dossier_standings($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::text, $7::text[], $8::uuid[], $9::uuid, $10::text[]) s
 cross join lateral (
   select count(*) as n from journal j
    where j.tenant_id = $1 and j.dossier_id = s.id and j.event in ('REQUEST_SUPPLEMENT', 'REQUEST_COMPLETION') and j.at <= s.ended_at) asked
 where s.state = 'ready' /* of these */;
