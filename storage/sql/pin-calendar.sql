-- Pins dossiers whose due date stays to a newer version of the calendar, with the dues of their steps; a dossier that moved meanwhile is left
-- for the next round. Nothing that anybody was told changes, so the dossier keeps its number. $1 tenant, $2 [{id, version, body}],
-- $3 [{id, step, due_at}].
with pinned as (
  update dossier d set body = r.body
    from jsonb_to_recordset($2::jsonb) as r (id uuid, version integer, body jsonb)
   where d.tenant_id = $1::uuid and d.id = r.id and d.version = r.version
  returning d.id
), steps as (
  update open_step o set due_at = s.due_at
    from jsonb_to_recordset($3::jsonb) as s (id uuid, step text, due_at timestamptz)
    join pinned p on p.id = s.id
   where o.tenant_id = $1::uuid and o.dossier_id = s.id and o.step = s.step and o.due_at is distinct from s.due_at
)
select count(*)::integer as dossiers from pinned;
