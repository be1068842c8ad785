-- What was made of these files. $1 tenant, $2 files.
select object_id, pdf_id, made_at from document_view where tenant_id = $1::uuid and object_id = any ($2::uuid[]);
