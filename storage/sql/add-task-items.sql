-- The parts of a task in their order. $1 tenant, $2 task, $3 a list of {dossierId, version, step}.
insert into task_item (tenant_id, task_id, ordinal, dossier_id, version, step)
select $1::uuid, $2::uuid, n, (v->>'dossierId')::uuid, (v->>'version')::integer, v->>'step'
  from jsonb_array_elements($3::jsonb) with ordinality as a (v, n);
