-- Erases the clear side of a dossier's personal data; the commitments in the journal stay. $1 tenant, $2 dossier. Serves erase-personal.
with gone as (delete from journal_personal where tenant_id = $1::uuid and dossier_id = $2::uuid returning field)
update applicant set name = '–', phone = null, email = null, address = null, id_number = null, subject = null
 where tenant_id = $1::uuid and dossier_id = $2::uuid
returning (select count(*)::integer from gone) as fields;
