-- How a revision stands of which somebody holds a copy, and the one that is in force instead. $1 revision. Serves the page that the code on a copy leads to, for
-- whoever knows its secret: no title of what is for its holders alone. Each agency is asked by the key of its revisions.
select n.zone, n.name_vi, n.name_en, d.code, case when d.access = 'agency' then r.title end as title, r.issue, r.revision, r.state,
       lower(r.in_force) as from_at, upper(r.in_force) as to_at, i.issue as newer_issue, i.revision as newer_revision, lower(i.in_force) as newer_from
  from tenant n
  join document_revision r on r.tenant_id = n.id and r.id = $1::uuid
  join document d on d.tenant_id = r.tenant_id and d.id = r.document_id
  left join document_revision i on i.tenant_id = d.tenant_id and i.id = d.in_force_id and i.id <> r.id;
