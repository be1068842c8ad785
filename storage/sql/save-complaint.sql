-- Keeps a decision on a complaint. $1 expected version, $2 row, $3 body, $4 entry, $5 texts, $6 whether all texts go. SQLSTATE 40001: stale.
select save_complaint($1::integer, $2::jsonb, $3::jsonb, $4::jsonb, $5::jsonb, $6::boolean) as version;
