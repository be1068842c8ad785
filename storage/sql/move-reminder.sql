-- Sets when to look at a dossier again, unless it was moved meanwhile: a move sets it itself.
-- $1 agency, $2 dossier, $3 version that was read, $4 next instant or null.
update dossier set next_reminder_at = $4::timestamptz where tenant_id = $1 and id = $2 and version = $3;
