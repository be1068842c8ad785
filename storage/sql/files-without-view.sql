-- Office files of revisions that people read or are about to, of which no PDF was tried yet, the newest first. $1 media types, $2 the largest in bytes, $3 how many.
select o.tenant_id, o.id
  from stored_object o
 where o.state = 'kept' and o.content_type = any ($1::text[]) and o.size_bytes <= $2::bigint
   and exists (select 1 from document_revision r where r.tenant_id = o.tenant_id and r.object_id = o.id and r.state in ('inReview', 'approved', 'scheduled', 'effective'))
   and not exists (select 1 from document_view v where v.tenant_id = o.tenant_id and v.object_id = o.id)
 order by o.created_at desc
 limit $3;
