-- Active accounts that hold one of these roles on a day: anywhere in the agency ($3), or in the unit and above it ($4). Substitutes are told beside the person.
-- $1 tenant, $2 unit, $3 and $4 role names as JSON, $5 day.
with held as (
  select g.account_id, g.unit_id, g.role from role_grant g
   where g.tenant_id = $1::uuid and g.valid_from <= $5::date and (g.valid_to is null or g.valid_to >= $5::date)
  union
  select s.substitute_account_id, g.unit_id, g.role from substitution s
    join role_grant g on g.tenant_id = s.tenant_id and g.account_id = s.absent_account_id and (s.role is null or s.role = g.role)
   where s.tenant_id = $1::uuid and s.valid_from <= $5::date and s.valid_to >= $5::date and g.valid_from <= $5::date and (g.valid_to is null or g.valid_to >= $5::date)
)
select distinct a.id as account_id
  from held h
  join account a on a.tenant_id = $1::uuid and a.id = h.account_id and a.active
 where h.role in (select r.role from jsonb_array_elements_text($3::jsonb) r (role))
    or (h.role in (select r.role from jsonb_array_elements_text($4::jsonb) r (role)) and exists (select 1 from jsonb_array_elements_text(unit_line($1::uuid, $2::uuid, $5::date)) u (id) where u.id::uuid = h.unit_id));
