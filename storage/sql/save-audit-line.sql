-- Keeps one recording (see the function). $1 tenant, $2 audit, $3 line, $4 seq, $5 at, $6 account, $7 canonical entry, $8 hash.
select save_audit_line($1::uuid, $2::uuid, $3::jsonb, $4::integer, $5::timestamptz, $6::uuid, $7, $8);
