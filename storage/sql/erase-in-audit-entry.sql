-- An entry of an audit as it reads after an erasure. $1 tenant, $2 audit, $3 seq, $4 what is left.
update audit_journal set canonical = $4 where tenant_id = $1::uuid and audit_id = $2::uuid and seq = $3::integer;
