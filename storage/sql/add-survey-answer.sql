-- An answer for a dossier; no row when it has one. $1 tenant, $2 id, $3 dossier, $4 catalogue, $5 scores, $6 comment, $7 day.
insert into survey_answer (tenant_id, id, dossier_id, catalogue, scores, comment, answered_on)
values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::jsonb, $6::text, $7::date)
on conflict (tenant_id, dossier_id) do nothing
returning id;
