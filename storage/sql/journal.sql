-- The journal of one dossier in order of seq. $1 tenant, $2 dossier, $3 after seq, $4 how many. Serves GET /dossiers/:id/journal.
select j.seq, j.canonical, j.hash,
       (select jsonb_object_agg(p.field, p.value) from journal_personal p
         where p.tenant_id = j.tenant_id and p.dossier_id = j.dossier_id and p.seq = j.seq) as personal
  from journal j where j.tenant_id = $1::uuid and j.dossier_id = $2::uuid and j.seq > $3 order by j.seq limit $4;
