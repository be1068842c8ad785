-- Who is told what: for each asking the people whose business it is today, their substitutes with them, and nobody who may not read the dossier.
-- $1 [{n, tenant_id, dossier_id, whom, step, account_id, role, late, leaders}], $2 instant in milliseconds. An asking is for
--   step     whoever has an open step in hand (one step or all; with account_id only while that person has it), and where nobody has it who could
--            act on it, those who hold its role in its unit or above, as workflows/dossier/authority.ts has it
--   heads    the nearest head of such a step, of its unit or above, when it is late or in nobody's hands; with leaders, where there is no head,
--            a leader of the agency, else who administers it
--   account  one person;  role  who holds a role in the line of the dossier's units;  desk  the receptionists of the receiving unit
with ask as materialized (
  select a.*, (to_timestamp($2::double precision / 1000) at time zone t.zone)::date as today
    from jsonb_to_recordset($1::jsonb) as a (n integer, tenant_id uuid, dossier_id uuid, whom text, step text, account_id uuid, role text, late boolean, leaders boolean)
    join tenant t on t.id = a.tenant_id
), opened as materialized (
  select a.n, a.tenant_id, a.today, a.whom, a.late, a.leaders, o.role, o.place, o.unit_id, o.holder_id,
         o.holder_id is null or not h.active
           or not exists (select from jsonb_array_elements(held_roles(a.tenant_id, o.holder_id, a.today)) r where r->>'role' = o.role) as free
    from ask a
    join open_step o on o.tenant_id = a.tenant_id and o.dossier_id = a.dossier_id
     and (a.step is null or o.step = a.step) and (a.account_id is null or o.holder_id = a.account_id)
    left join account h on h.tenant_id = o.tenant_id and h.id = o.holder_id
   where a.whom in ('step', 'heads') and o.role is not null
), line as (
  select distinct u.tenant_id, u.unit_id, u.today, l.id::uuid as above_id, l.depth
    from (select tenant_id, unit_id, today from opened
          union
          select a.tenant_id, x.unit_id, a.today
            from ask a join dossier d on d.tenant_id = a.tenant_id and d.id = a.dossier_id
           cross join lateral (values (d.receiving_unit_id), (d.responsible_unit_id)) as x (unit_id)
           where a.whom in ('role', 'desk')) u
   cross join lateral jsonb_array_elements_text(unit_line(u.tenant_id, u.unit_id, u.today)) with ordinality as l (id, depth)
), head as (
  select o.n, o.tenant_id, o.today, g.account_id, g.role,
         dense_rank() over (partition by o.n, o.unit_id order by array_position(array['unitHead', 'agencyLeader', 'businessAdmin'],
           case g.role when 'oneStopHead' then 'unitHead' else g.role end), l.depth) as nearness
    from opened o
    join line l on l.tenant_id = o.tenant_id and l.unit_id = o.unit_id and l.today = o.today
    join role_grant g on g.tenant_id = o.tenant_id and g.unit_id = l.above_id and g.role in ('unitHead', 'oneStopHead', 'agencyLeader', 'businessAdmin')
     and (o.leaders or g.role in ('unitHead', 'oneStopHead')) and g.valid_from <= o.today and (g.valid_to is null or g.valid_to >= o.today)
    join account a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.active
   where o.whom = 'heads' and (o.late or o.free)
), owner as (
  select n, tenant_id, today, holder_id as account_id, role from opened where whom = 'step' and holder_id is not null
  union
  select o.n, o.tenant_id, o.today, g.account_id, g.role
    from opened o
    join role_grant g on g.tenant_id = o.tenant_id and g.role = o.role and g.valid_from <= o.today and (g.valid_to is null or g.valid_to >= o.today)
   where o.whom = 'step' and o.free
     and (o.place = 'agency' or exists (
       select from line l where l.tenant_id = o.tenant_id and l.unit_id = o.unit_id and l.today = o.today and l.above_id = g.unit_id))
  union
  select n, tenant_id, today, account_id, role from head where nearness = 1
  union
  select n, tenant_id, today, account_id, null from ask where whom = 'account'
  union
  select a.n, a.tenant_id, a.today, g.account_id, g.role
    from ask a
    join dossier d on d.tenant_id = a.tenant_id and d.id = a.dossier_id
    join line l on l.tenant_id = a.tenant_id and l.today = a.today
     and (l.unit_id = d.receiving_unit_id or (a.whom = 'role' and l.unit_id = d.responsible_unit_id))
    join role_grant g on g.tenant_id = a.tenant_id and g.unit_id = l.above_id
     and g.role = case a.whom when 'desk' then 'receptionist' else a.role end
     and g.valid_from <= a.today and (g.valid_to is null or g.valid_to >= a.today)
   where a.whom in ('role', 'desk')
), person as (
  select n, tenant_id, today, account_id from owner
  union
  select o.n, o.tenant_id, o.today, s.substitute_account_id
    from owner o
    join substitution s on s.tenant_id = o.tenant_id and s.absent_account_id = o.account_id and s.valid_from <= o.today and s.valid_to >= o.today
     and (s.role is null or s.role = o.role)
), reader as materialized (
  select p.tenant_id, p.today, p.account_id, visible_units(p.tenant_id, p.account_id, p.today) as units,
         array(select h->>'role' from jsonb_array_elements(held_roles(p.tenant_id, p.account_id, p.today)) h) as roles
    from (select distinct tenant_id, today, account_id from person) p
    join account a on a.tenant_id = p.tenant_id and a.id = p.account_id and a.active
)
select p.n, p.account_id
  from person p
  join ask on ask.n = p.n
  join reader r on r.tenant_id = p.tenant_id and r.today = p.today and r.account_id = p.account_id
  join dossier d on d.tenant_id = ask.tenant_id and d.id = ask.dossier_id
 where may_read(d, r.units, r.account_id, r.roles)
 order by p.n, p.account_id;
