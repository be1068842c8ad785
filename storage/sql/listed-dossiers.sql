-- Some dossiers with the names of their applicants, in the order of ids. $1 tenant, $2 ids. Serves the causes of lateness, which knows that they may be read.
select d.body as dossier, a.name as "applicantName"
  from dossier d left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where d.tenant_id = $1::uuid and d.id = any ($2::uuid[])
 order by d.id;
