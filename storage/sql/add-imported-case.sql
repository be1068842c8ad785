-- Remembers one case by the hash of its content, so that it is never imported twice. Same transaction as its dossier. Serves import-log.
insert into imported_case (tenant_id, procedure_code, case_id, dossier_id, content_hash, event_count, ended_at, deadline_at, attributes)
values ($1::uuid, $2, $3, $4::uuid, $5, $6, $7::timestamptz, $8::timestamptz, $9::jsonb);
