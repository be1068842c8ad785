-- Dossiers whose journals have grown since they were read, with how far they were, in the order of their ids. $1 tenant (null: every agency), $2 and $3 after
-- this tenant and dossier or null, $4 how many. Serves the reading of courses. Bounds are never null and the lower one is a single comparison: with "is null or"
-- every page began at the first entry of the index, and the time of a reading grew with the square of what waits.
select d.body as dossier, r.kind, coalesce(c.journal_seq, 0) as "readTo"
  from (select distinct w.tenant_id, w.dossier_id from course_delta w
         where (w.tenant_id, w.dossier_id) > (coalesce($2::uuid, $1::uuid, '00000000-0000-0000-0000-000000000000'), coalesce($3::uuid, '00000000-0000-0000-0000-000000000000'))
           and w.tenant_id <= coalesce($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
         order by 1, 2 limit $4) w
  join dossier d on d.tenant_id = w.tenant_id and d.id = w.dossier_id
  join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash
  left join dossier_course c on c.tenant_id = w.tenant_id and c.dossier_id = w.dossier_id
 order by d.tenant_id, d.id;
