-- The list of `told-holders`: steps in hand of open dossiers whose due date versions of a calendar moved.
-- $1 tenant, $2 calendar, $3 first and $4 last version, $5 instant. Index dossier_recount: the versions were put to every open dossier by then.
with moved as materialized (
  select d.tenant_id, d.id, (to_timestamp($5::double precision / 1000) at time zone n.zone)::date as today
    from dossier d
    join tenant n on n.id = d.tenant_id
   where d.tenant_id = $1::uuid and d.body->>'calendarId' = $2::text and (d.body->>'calendarVersion')::integer >= $3::integer
     and d.closed_at is null and d.result_ready_at is null
     and exists (select from journal j where j.tenant_id = d.tenant_id and j.dossier_id = d.id and j.event = 'CALENDAR_CHANGED'
       and split_part(j.canonical::json->>'calendar', '@', 2)::integer between $3::integer and $4::integer)
), held as (
  select o.tenant_id, o.dossier_id, o.holder_id as account_id, o.role, m.today
    from moved m join open_step o on o.tenant_id = m.tenant_id and o.dossier_id = m.id
   where o.holder_id is not null
)
