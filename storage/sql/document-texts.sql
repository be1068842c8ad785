-- What is known of the files of a document's revisions. $1 tenant, $2 objects, $3 with their text.
select object_id, state, pages, remarks, case when $3::boolean then body end as body
  from document_text where tenant_id = $1::uuid and object_id = any ($2::uuid[]);
