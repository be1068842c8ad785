-- Everything that decides how a dossier begins, but for the procedure and the calendar, which are cached by hash and version.
-- $1 token hash, $2 procedure code, $3 idempotency key, $4 receiving unit or null, $5 responsible unit or null, $6 instant in ms.
-- Without a receiving unit: the one in which the actor is receptionist, themselves or for somebody absent. Without a responsible one: by the
-- route of the procedure, or whoever took over from the unit that it names.
select s.tenant_id, s.account_id, t.today, n.code as agency_code, n.zone, n.calendar_id,
       k.roles,
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
 cross join lateral (select held_roles(s.tenant_id, s.account_id, t.today) as roles offset 0) k
  left join lateral (
    select u.id from unit u
      left join lateral (
        select min(case when h->>'onBehalfOf' is null then 0 else 1 end) as rank
          from jsonb_array_elements(k.roles) h where h->>'role' = 'receptionist' and h->>'unitId' = u.id::text) desk on true
     where u.tenant_id = s.tenant_id and u.valid_from <= t.today and (u.valid_to is null or u.valid_to >= t.today)
       and (u.id = $4::uuid or ($4::uuid is null and (desk.rank is not null or u.kind = 'oneStopDesk')))
     order by desk.rank nulls last, u.code
     limit 1) r on true
  left join lateral (
    select u.id from unit u
     where u.tenant_id = s.tenant_id and u.valid_from <= t.today and (u.valid_to is null or u.valid_to >= t.today)
       and u.id = coalesce($5::uuid, (
         select h from procedure_route w cross join lateral unit_heirs(w.tenant_id, w.responsible_unit_id, t.today) h
          where w.tenant_id = s.tenant_id and w.procedure_code = $2 and w.valid_from <= t.today and (w.valid_to is null or w.valid_to >= t.today)
          order by w.valid_from desc limit 1), r.id)) q on true
  left join idempotency i on i.tenant_id = s.tenant_id and i.account_id = s.account_id and i.key = $3
 where s.token_hash = $1 and s.expires_at > to_timestamp($6::double precision / 1000);
