-- Which of these codes no dossier bears yet. $1 tenant, $2 codes. Serves import-log.
select w.code from unnest($2::text[]) w (code) where not exists (select 1 from dossier d where d.tenant_id = $1::uuid and d.code = w.code);
