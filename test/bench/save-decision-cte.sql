-- The rival of the function save_decision: the same changes as one statement of common table expressions, for an existing dossier.
-- Measured by `npm run bench -- --forms`; not used by the service (docs/decisions/0001-one-statement-save.md).
-- No row comes back when the dossier has another version by now. Steps are upserted: a statement does not see its own deletes.
with r as (
  select * from jsonb_populate_record(null::dossier, $2::jsonb)
), u as (
  update dossier d set
    code = r.code, version = r.version, procedure_hash = r.procedure_hash, status = r.status, responsible_unit_id = r.responsible_unit_id,
    received_at = r.received_at, due_at = r.due_at, due_original_at = r.due_original_at, next_reminder_at = r.next_reminder_at,
    result_ready_at = r.result_ready_at, delivered_at = r.delivered_at, closed_at = r.closed_at, timeliness = r.timeliness,
    days_late = r.days_late, journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = $3::jsonb
  from r where d.tenant_id = r.tenant_id and d.id = r.id and d.version = $1::integer
  returning d.tenant_id, d.id, d.version, d.journal_seq
), entries as (
  insert into journal (tenant_id, dossier_id, seq, at, recorded_at, event, actor_id, status, deviation, canonical, hash)
  select u.tenant_id, u.id, e.seq, e.at, e.recorded_at, e.event, e.actor_id, e.status, e.deviation, e.canonical, e.hash
    from u, jsonb_to_recordset($4::jsonb) as e (
      seq integer, at timestamptz, recorded_at timestamptz, event text, actor_id uuid, status smallint, deviation boolean, canonical text, hash text)
), personal as (
  insert into journal_personal (tenant_id, dossier_id, seq, field, salt, value)
  select u.tenant_id, u.id, f.seq, f.field, f.salt, f.value
    from u, jsonb_to_recordset(coalesce($5::jsonb, '[]')) as f (seq integer, field text, salt text, value text)
), wanted as (
  select u.tenant_id, u.id, s.*
    from u, jsonb_to_recordset($6::jsonb) as s (
      step text, role text, place text, unit_id uuid, holder_id uuid, entered_at timestamptz, acknowledged_at timestamptz)
), gone as (
  delete from open_step o using u
   where o.tenant_id = u.tenant_id and o.dossier_id = u.id and not exists (select 1 from wanted w where w.step = o.step)
), kept as (
  insert into open_step (tenant_id, dossier_id, step, role, place, unit_id, holder_id, entered_at, acknowledged_at)
  select tenant_id, id, step, role, place, unit_id, holder_id, entered_at, acknowledged_at from wanted
  on conflict (tenant_id, dossier_id, step) do update set role = excluded.role, place = excluded.place, unit_id = excluded.unit_id,
    holder_id = excluded.holder_id, entered_at = excluded.entered_at, acknowledged_at = excluded.acknowledged_at
), sent as (
  insert into outbox (tenant_id, dossier_id, seq, ordinal, kind, payload, created_at)
  select u.tenant_id, u.id, u.journal_seq, f.ordinal, f.kind, f.payload, f.created_at
    from u, jsonb_to_recordset(coalesce($7::jsonb, '[]')) as f (ordinal integer, kind text, payload jsonb, created_at timestamptz)
), answered as (
  insert into idempotency (tenant_id, account_id, key, request_hash, status, response, created_at)
  select u.tenant_id, i.account_id, i.key, i.request_hash, i.status, i.response, i.created_at
    from u, jsonb_to_record($8::jsonb) as i (
      account_id uuid, key text, request_hash text, status smallint, response jsonb, created_at timestamptz)
)
select version from u;
