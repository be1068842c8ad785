-- Enters nonconformities with their dossiers. $1 tenant, $2 rows as JSON, $3 [{nonconformity_id, dossier_id}]. SQLSTATE 23505 nonconformity_tenant_id_cause_key: known.
with added as (
  insert into nonconformity (tenant_id, id, seq, code, cause, source, rule, unit_id, grade, clause, occurred_on, field, found_at, found_by, text, facts)
  select $1::uuid, n.id, n.seq, n.code, n.cause, n.source, n.rule, n.unit_id, n.grade, n.clause, n.occurred_on, n.field, n.found_at, n.found_by, n.text, n.facts
    from jsonb_to_recordset($2::jsonb) as n (id uuid, seq integer, code text, cause text, source text, rule text, unit_id uuid, grade text, clause text, occurred_on date,
      field text, found_at timestamptz, found_by uuid, text text, facts jsonb)
  returning id)
insert into nonconformity_dossier (tenant_id, nonconformity_id, dossier_id)
select $1::uuid, k.nonconformity_id, k.dossier_id from jsonb_to_recordset($3::jsonb) as k (nonconformity_id uuid, dossier_id uuid) join added on added.id = k.nonconformity_id;
