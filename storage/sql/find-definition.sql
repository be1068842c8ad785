-- A drafted definition by its hash. $1 tenant, $2 hash.
select f.body from document_definition f where f.tenant_id = $1::uuid and f.hash = $2::text;
