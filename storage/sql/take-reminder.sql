-- Takes a dossier in hand for its reminders until the end of the transaction, if nobody else has it and it was not moved since it was read.
-- $1 agency, $2 dossier, $3 version that was read.
select from dossier where tenant_id = $1 and id = $2 and version = $3 for no key update skip locked;
