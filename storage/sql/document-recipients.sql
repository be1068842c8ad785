-- Who is told of an event on a document: holders of these roles today (all of the agency, or only in the owner unit and above), these
-- accounts, or everybody who is to have the document. $1 tenant, $2 document, $3 role names as JSON, $4 only those of the owner's line,
-- $5 accounts as JSON, $6 everybody who is to have it, $7 instant in milliseconds. Substitutes are told beside the person.
with today as (
  select (to_timestamp($7::double precision / 1000) at time zone n.zone)::date as day from tenant n where n.id = $1::uuid
), held as (
  select g.account_id, g.unit_id, g.role from role_grant g, today t
   where g.tenant_id = $1::uuid and g.valid_from <= t.day and (g.valid_to is null or g.valid_to >= t.day)
  union
  select s.substitute_account_id, g.unit_id, g.role from substitution s
    join role_grant g on g.tenant_id = s.tenant_id and g.account_id = s.absent_account_id and (s.role is null or s.role = g.role), today t
   where s.tenant_id = $1::uuid and s.valid_from <= t.day and s.valid_to >= t.day and g.valid_from <= t.day and (g.valid_to is null or g.valid_to >= t.day)
)
select distinct a.id as account_id
  from document d
 cross join today t
  join account a on a.tenant_id = d.tenant_id and a.active
 where d.tenant_id = $1::uuid and d.id = $2::uuid
   and (exists (select 1 from jsonb_array_elements_text($5::jsonb) x (id) where x.id::uuid = a.id)
     or exists (select 1 from held h where h.account_id = a.id and h.role in (select r.role from jsonb_array_elements_text($3::jsonb) r (role))
       and (not $4::boolean or h.role = 'qualityManager' or exists (select 1 from jsonb_array_elements_text(unit_line(d.tenant_id, d.owner_unit_id, t.day)) u (id) where u.id::uuid = h.unit_id)))
     or ($6::boolean and exists (select 1 from document_holder o where o.tenant_id = d.tenant_id and o.document_id = d.id
       and (o.account_id = a.id or o.unit_id = any (member_units(d.tenant_id, a.id, t.day))))));
