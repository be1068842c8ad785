-- One dossier of any agency of this service by its code, or by its id (one that was filed and not accepted has no code), for the operator's
-- command line. $1 code or id, $2 agency code or null.
select d.body as dossier from dossier d join tenant t on t.id = d.tenant_id
 where (d.code = $1 or d.id = case when $1 ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then $1::uuid end) and ($2::text is null or t.code = $2)
 limit 2;
