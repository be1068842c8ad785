-- Files of documents that nobody has looked into yet: of before inspections were kept. $1 how many.
select o.tenant_id, o.id
  from stored_object o
 where o.state = 'kept'
   and exists (select 1 from document_revision r where r.tenant_id = o.tenant_id and r.object_id = o.id)
   and not exists (select 1 from document_text t where t.tenant_id = o.tenant_id and t.object_id = o.id)
 order by o.created_at desc
 limit $1;
