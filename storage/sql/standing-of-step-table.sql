-- The newest version of the table of steps of a draft in short, the newest of the document, and everybody who worked on the draft's.
-- $1 tenant, $2 document, $3 revision. No row: nothing is edited.
select max(v.version) filter (where v.revision_id = $3::uuid) as version,
       (array_agg(v.hash order by v.version desc) filter (where v.revision_id = $3::uuid))[1] as hash,
       max(v.version) as newest,
       (select array_agg(distinct one.id) from step_table_version w cross join lateral (values (w.saved_by), (w.saved_for)) one (id)
         where w.tenant_id = $1::uuid and w.document_id = $2::uuid and w.revision_id = $3::uuid and one.id is not null) as workers
  from step_table_version v
 where v.tenant_id = $1::uuid and v.document_id = $2::uuid
having count(*) > 0;
