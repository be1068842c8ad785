-- Everything that decides one transition, in one read: whose session, which roles on the agency-local day, the dossier if the account may
-- read it (to others it is as unknown as one that is not there), the units above it, the assignee's roles, and the answer already given to
-- this idempotency key. Whoever holds a role in a unit of the dossier or above may read it: `may_read` itself, which costs a quarter of
-- the statement, is asked only for the rest.
-- $1 token hash, $2 dossier, $3 idempotency key, $4 assignee or null, $5 instant in milliseconds. Serves POST /dossiers/:id/events.
select s.tenant_id, s.account_id, h.roles, l.receiving as receiving_line, l.responsible as responsible_line,
       case when l.receiving ?| h.units or l.responsible ?| h.units
              or may_read(d, visible_units(s.tenant_id, s.account_id, t.today), s.account_id, array(select r->>'role' from jsonb_array_elements(h.roles) r))
            then d.body end as dossier,
       case when $4::uuid is null then null else (
         select held_roles(e.tenant_id, e.id, t.today) from account e where e.tenant_id = s.tenant_id and e.id = $4::uuid and e.active) end as assignee_roles,
       i.request_hash, i.response
  from session s
  join account a on a.tenant_id = s.tenant_id and a.id = s.account_id and a.active
  join tenant n on n.id = s.tenant_id
 cross join lateral (select (to_timestamp($5::double precision / 1000) at time zone n.zone)::date as today) t
 cross join lateral (
    select g.roles, array(select r->>'unitId' from jsonb_array_elements(g.roles) r where r->>'role' <> 'technicalAdmin') as units
      from (select held_roles(s.tenant_id, s.account_id, t.today) as roles offset 0) g offset 0) h
  left join dossier d on d.tenant_id = s.tenant_id and d.id = $2::uuid
  left join lateral (
    select unit_line(s.tenant_id, d.receiving_unit_id, t.today) as receiving,
           case when d.responsible_unit_id <> d.receiving_unit_id then unit_line(s.tenant_id, d.responsible_unit_id, t.today) end as responsible
     offset 0) l on d.id is not null
  left join idempotency i on i.tenant_id = s.tenant_id and i.account_id = s.account_id and i.key = $3
 where s.token_hash = $1 and s.expires_at > to_timestamp($5::double precision / 1000);
