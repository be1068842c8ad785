-- Files with a complaint in the order in which they came. $1 tenant, $2 complaint.
select f.object_id as id, f.name, o.size_bytes::float8 as size, o.sha256, o.content_type as "mediaType", f.added_at as at, f.added_by as by
  from complaint_file f
  join stored_object o on o.tenant_id = f.tenant_id and o.id = f.object_id
 where f.tenant_id = $1::uuid and f.complaint_id = $2::uuid
 order by f.added_at, f.object_id;
