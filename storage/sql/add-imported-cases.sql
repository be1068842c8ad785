-- Keeps imported dossiers whole, each as save_decision keeps one, and remembers each case by the hash of its content so that it is never
-- imported twice. $1 a list of {row, body, entries, personal, steps, case}. Serves import-log.
with given as (select value as v from jsonb_array_elements($1::jsonb)),
kept as (select save_decision(0, v->'row', v->'body', v->'entries', v->'personal', v->'steps', null, null) as version, v from given)
insert into imported_case (tenant_id, procedure_code, case_id, dossier_id, content_hash, event_count, ended_at, deadline_at, attributes)
select c.* from kept cross join lateral jsonb_to_record(v->'case') as c (
  tenant_id uuid, procedure_code text, case_id text, dossier_id uuid, content_hash text, event_count integer, ended_at timestamptz, deadline_at timestamptz,
  attributes jsonb);
