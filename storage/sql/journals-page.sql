-- The journals of a stretch of dossiers, whole and in order, for the count that knows nothing but journals. $1 tenant, $2 kinds, $3 after this
-- id or null, $4 how many. Serves the recount of the figures.
select d.id, d.channel, d.online_level as "onlineLevel", jsonb_agg(j.canonical::jsonb order by j.seq) as entries,
       (select coalesce(jsonb_agg(jsonb_build_object('on', l.made_on, 'recordedAt', l.recorded_at)), '[]'::jsonb) from apology_letter l where l.tenant_id = $1::uuid and l.dossier_id = d.id) as letters
  from (
    select d.tenant_id, d.id, d.channel, r.online_level as online_level
      from dossier d
      join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.kind = any ($2::text[])
     where d.tenant_id = $1::uuid and d.id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
     order by d.id
     limit $4) d
  join journal j on j.tenant_id = d.tenant_id and j.dossier_id = d.id
 group by d.id, d.channel, d.online_level
 order by d.id;
