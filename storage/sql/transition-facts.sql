-- Everything that decides one transition, in one read: whose session, which roles on the agency-local day, the dossier, the units
-- above it, the assignee's roles, and the answer already given to this idempotency key.
-- $1 token hash, $2 dossier, $3 idempotency key, $4 assignee or null, $5 instant in milliseconds. Serves POST /dossiers/:id/events.
select s.tenant_id, s.account_id, d.body as dossier,
       held_roles(s.tenant_id, s.account_id, t.today) as roles,
       unit_line(s.tenant_id, d.receiving_unit_id, t.today) as receiving_line,
       case when d.responsible_unit_id = d.receiving_unit_id then null
            else unit_line(s.tenant_id, d.responsible_unit_id, t.today) end as responsible_line,
       case when $4::uuid is null then null else (
         select held_roles(e.tenant_id, e.id, t.today) from account e where e.tenant_id = s.tenant_id and e.id = $4::uuid and e.active) end as assignee_roles,
       i.request_hash, i.response
  from session s
  join account a on a.tenant_id = s.tenant_id and a.id = s.account_id and a.active
  join tenant n on n.id = s.tenant_id
 cross join lateral (select (to_timestamp($5::double precision / 1000) at time zone n.zone)::date as today) t
  left join dossier d on d.tenant_id = s.tenant_id and d.id = $2::uuid
  left join idempotency i on i.tenant_id = s.tenant_id and i.account_id = s.account_id and i.key = $3
 where s.token_hash = $1 and s.expires_at > to_timestamp($5::double precision / 1000);
