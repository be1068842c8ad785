-- Revisions of some procedures, the newest of each first. $1 tenant, $2 codes. Serves the names of steps.
select r.code, r.hash from procedure_revision r where r.tenant_id = $1::uuid and r.code = any ($2::text[]) order by r.code, r.revision desc;
