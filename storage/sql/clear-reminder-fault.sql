-- It could be looked at again. $1 agency, $2 dossier.
delete from reminder_fault where tenant_id = $1 and dossier_id = $2;
