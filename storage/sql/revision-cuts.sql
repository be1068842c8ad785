-- What revisions ($2, hashes) of agency $1 are cut by. Serves figures out of the rollup.
select r.hash, r.code, r.code || '@' || r.revision as revision, r.field, r.level from procedure_revision r where r.tenant_id = $1::uuid and r.hash = any ($2::text[]);
