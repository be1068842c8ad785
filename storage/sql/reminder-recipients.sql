-- Who is told about a dossier: whoever has a step in hand; for a step in nobody's hands those who hold its role in its unit (or in those that
-- took over from it), and its head; when it is late the head in any case. Whoever stands in for one of them today is told as well.
-- $1 agency, $2 dossier, $3 agency-local date, $4 late.
with told as (
  select o.holder_id as account_id, o.role from open_step o where o.tenant_id = $1 and o.dossier_id = $2 and o.holder_id is not null
  union
  select g.account_id, g.role
    from open_step o
   cross join lateral unit_heirs(o.tenant_id, o.unit_id, $3::date) h
    join role_grant g on g.tenant_id = o.tenant_id and g.unit_id = h
     and g.valid_from <= $3::date and (g.valid_to is null or g.valid_to >= $3::date)
    join account a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.active
   where o.tenant_id = $1 and o.dossier_id = $2
     and ((g.role in ('unitHead', 'oneStopHead') and ($4::boolean or o.holder_id is null)) or (g.role = o.role and o.holder_id is null))
)
select account_id from told
union
select s.substitute_account_id
  from told
  join substitution s on s.tenant_id = $1 and s.absent_account_id = told.account_id and s.valid_from <= $3::date and s.valid_to >= $3::date
   and (s.role is null or s.role = told.role)
  join account b on b.tenant_id = s.tenant_id and b.id = s.substitute_account_id and b.active;
