-- Whether a dossier has its answer. $1 tenant, $2 dossier.
select exists (select from survey_answer a where a.tenant_id = $1::uuid and a.dossier_id = $2::uuid) as has;
