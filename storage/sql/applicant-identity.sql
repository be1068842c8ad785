-- What identifies the applicant of a dossier. $1 tenant, $2 dossier.
select name, phone, email, id_number as "idNumber" from applicant where tenant_id = $1::uuid and dossier_id = $2::uuid;
