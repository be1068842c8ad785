-- Enters a law. $1 tenant, $2 id, $3 number, $4 title, $5 kind, $6 issuer, $7 issued on, $8 in force from, $9 to or null, $10 what it replaces or null,
-- $11 where it was found or null, $12 instant, $13 account.
insert into law (tenant_id, id, number, title, kind, issuer, issued_on, effective_from, ends_on, replaces_id, source, created_at, created_by)
values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::date, $8::date, $9::date, $10::uuid, $11::text, $12::timestamptz, $13::uuid);
