-- An audit, or (a key) a line of its checklist, as it reads after an erasure. $1 tenant, $2 audit, $3 key or null, $4 body.
with line as (update audit_line set body = $4::jsonb where tenant_id = $1::uuid and audit_id = $2::uuid and key = $3::text)
update audit set body = $4::jsonb where tenant_id = $1::uuid and id = $2::uuid and $3::text is null;
