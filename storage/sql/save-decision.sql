-- Keeps one decision whole (see the function). SQLSTATE 40001: the dossier has another version by now.
select save_decision($1::integer, $2::jsonb, $3::jsonb, $4::jsonb, $5::jsonb, $6::jsonb, $7::jsonb, $8::jsonb) as version;
