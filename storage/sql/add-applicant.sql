-- The applicant's clear data, apart from the journal. Serves POST /dossiers.
insert into applicant (tenant_id, dossier_id, kind, name, phone, email, address, id_number, subject) values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
