-- What was recorded in an audit, by key. $1 tenant, $2 audit, $3 one key or null.
select l.body as line from audit_line l where l.tenant_id = $1::uuid and l.audit_id = $2::uuid and ($3::text is null or l.key = $3) order by l.key;
