-- Everything that decides how a dossier begins, but for the procedure and the calendar, which are cached by hash and version.
-- $1 token hash, $2 procedure code, $3 idempotency key, $4 receiving unit or null, $5 responsible unit or null, $6 instant in ms.
-- Without a receiving unit: the one in which the actor is receptionist. Without a responsible one: by the route of the procedure.
select s.tenant_id, s.account_id, t.today, n.code as agency_code, n.zone, n.calendar_id,
       held_roles(s.tenant_id, s.account_id, t.today) as roles,
       (select json_build_object('hash', p.hash, 'definition', p.body)
          from procedure_revision p
         where p.tenant_id = s.tenant_id and p.code = $2 and p.status = 'effective'
           and p.valid_from <= t.today and (p.valid_to is null or p.valid_to >= t.today)
         order by p.revision desc limit 1) as procedure,
       exists (select 1 from procedure_revision p where p.tenant_id = s.tenant_id and p.code = $2) as procedure_exists,
       (select max(c.version) from calendar_version c where c.tenant_id = s.tenant_id and c.id = n.calendar_id) as calendar_version,
       r.id as receiving_unit_id, q.id as responsible_unit_id,
       unit_line(s.tenant_id, r.id, t.today) as receiving_line, unit_line(s.tenant_id, q.id, t.today) as responsible_line,
       i.request_hash, i.response
  from session s
  join account a on a.tenant_id = s.tenant_id and a.id = s.account_id and a.active
  join tenant n on n.id = s.tenant_id
 cross join lateral (select (to_timestamp($6::double precision / 1000) at time zone n.zone)::date as today) t
  left join lateral (
    select u.id from unit u
     where u.tenant_id = s.tenant_id and u.valid_from <= t.today and (u.valid_to is null or u.valid_to >= t.today)
       and (u.id = $4::uuid or ($4::uuid is null and (
         exists (select 1 from role_grant g where g.tenant_id = s.tenant_id and g.account_id = s.account_id and g.role = 'receptionist'
                    and g.unit_id = u.id and g.valid_from <= t.today and (g.valid_to is null or g.valid_to >= t.today))
         or u.kind = 'oneStopDesk')))
     order by exists (select 1 from role_grant g where g.tenant_id = s.tenant_id and g.account_id = s.account_id and g.role = 'receptionist'
                         and g.unit_id = u.id and g.valid_from <= t.today and (g.valid_to is null or g.valid_to >= t.today)) desc, u.code
     limit 1) r on true
  left join lateral (
    select u.id from unit u
     where u.tenant_id = s.tenant_id and u.valid_from <= t.today and (u.valid_to is null or u.valid_to >= t.today)
       and u.id = coalesce($5::uuid, (
         select w.responsible_unit_id from procedure_route w
          where w.tenant_id = s.tenant_id and w.procedure_code = $2 and w.valid_from <= t.today and (w.valid_to is null or w.valid_to >= t.today)
          order by w.valid_from desc limit 1), r.id)) q on true
  left join idempotency i on i.tenant_id = s.tenant_id and i.account_id = s.account_id and i.key = $3
 where s.token_hash = $1 and s.expires_at > to_timestamp($6::double precision / 1000);
