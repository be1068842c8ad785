-- Causes that already have a nonconformity. $1 tenant, $2 causes as JSON.
select n.cause from nonconformity n where n.tenant_id = $1::uuid and n.cause in (select c.cause from jsonb_array_elements_text($2::jsonb) c (cause));
