-- Marks a notice of this person as read; once read it stays so. $1 agency, $2 account, $3 notice, $4 instant.
update notice set read_at = coalesce(read_at, $4::timestamptz) where tenant_id = $1 and account_id = $2 and id = $3;
