-- The journal of an audit in order. $1 tenant, $2 audit, $3 how many entries.
select seq, canonical, hash from audit_journal where tenant_id = $1::uuid and audit_id = $2::uuid order by seq limit $3;
