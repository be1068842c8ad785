-- One dossier of any agency of this service by its code, for the operator's command line. $1 code, $2 agency code or null.
select d.body as dossier from dossier d join tenant t on t.id = d.tenant_id where d.code = $1 and ($2::text is null or t.code = $2) limit 2;
