-- Which PDF was made of a file, or that none could be made: tenant, file, PDF or null, when. A file that is no longer kept has none, and one that has a PDF keeps it. Answers a row when it is taken.
with source as (
  select id from stored_object where tenant_id = $1::uuid and id = $2::uuid and state = 'kept' for share
)
insert into document_view as v (tenant_id, object_id, pdf_id, made_at)
select $1::uuid, s.id, $3::uuid, $4::timestamptz from source s
on conflict (tenant_id, object_id) do update set pdf_id = excluded.pdf_id, made_at = excluded.made_at where v.pdf_id is null
returning object_id;
