-- The recorded letter of apology of a dossier. $1 tenant, $2 dossier.
select l.number, l.made_on::text as "on" from apology_letter l where l.tenant_id = $1::uuid and l.dossier_id = $2::uuid;
