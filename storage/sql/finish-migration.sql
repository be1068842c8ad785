-- Marks an approved migration as finished; one row for who comes first. $1 tenant, $2 id, $3 instant.
update procedure_migration set finished_at = $3::timestamptz where tenant_id = $1::uuid and id = $2::uuid and state = 'approved' and finished_at is null returning id;
