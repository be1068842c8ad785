-- Imports of one agency follow one another. The lock leaves dossiers, which only refer to the agency, free. $1 tenant. Serves import-log.
select id from tenant where id = $1::uuid for no key update;
