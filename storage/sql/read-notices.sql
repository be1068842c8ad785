-- Marks a person's unread notices as read: those of some kinds up to the newest one that was shown, or those about one dossier.
-- $1 agency, $2 account, $3 kinds or null, $4 newest id or null, $5 dossier or null, $6 instant.
update notice set read_at = $6::timestamptz
 where tenant_id = $1::uuid and account_id = $2::uuid and read_at is null
   and ($3::text[] is null or kind = any ($3)) and ($4::uuid is null or id <= $4) and ($5::uuid is null or dossier_id = $5);
