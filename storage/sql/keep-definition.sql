-- Keeps a drafted definition under its content's hash. $1 tenant, $2 hash, $3 body, $4 instant, $5 account or null.
insert into document_definition (tenant_id, hash, body, created_at, created_by) values ($1::uuid, $2::text, $3::json, $4::timestamptz, $5::uuid)
on conflict (tenant_id, hash) do nothing;
