-- The frozen sheet of an audit. $1 tenant, $2 audit.
select s.sheet from audit_sheet s where s.tenant_id = $1::uuid and s.audit_id = $2::uuid;
