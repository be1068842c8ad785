-- A revision of a document put this revision of a procedure into force. $1 tenant, $2 revision of the document, $3 code, $4 revision of the procedure.
insert into document_procedure (tenant_id, revision_id, procedure_code, procedure_revision) values ($1::uuid, $2::uuid, $3::text, $4::integer);
