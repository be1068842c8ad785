-- Keeps dossiers that are made or taken over whole, each as save_decision keeps one, with the clear data of their applicants.
-- $1 a list of {row, body, entries, personal, steps, applicant}. Serves the first start.
with given as (select value as v from jsonb_array_elements($1::jsonb)),
kept as (select save_decision(0, v->'row', v->'body', v->'entries', v->'personal', v->'steps', null, null) as version, v from given)
insert into applicant (tenant_id, dossier_id, kind, name, phone, email, address, id_number, subject)
select (v->'row'->>'tenant_id')::uuid, (v->'row'->>'id')::uuid, a.kind, a.name, a.phone, a.email, a.address, a.id_number, a.subject
  from kept cross join lateral jsonb_to_record(v->'applicant') as a (
  kind text, name text, phone text, email text, address text, id_number text, subject text);
