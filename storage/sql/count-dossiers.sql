-- How many dossiers an agency has. $1 tenant. Serves the nightly comparison of courses, which looks at some of many.
select count(*)::integer as n from dossier where tenant_id = $1::uuid;
