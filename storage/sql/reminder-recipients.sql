-- Who is told about a dossier: whoever has a step in hand; for a step in nobody's hands those who hold its role in its unit, and its head;
-- when it is late the head in any case. $1 agency, $2 dossier, $3 agency-local date, $4 late.
select o.holder_id as account_id from open_step o where o.tenant_id = $1 and o.dossier_id = $2 and o.holder_id is not null
union
select g.account_id
  from open_step o
  join role_grant g on g.tenant_id = o.tenant_id and g.unit_id = o.unit_id
   and g.valid_from <= $3::date and (g.valid_to is null or g.valid_to >= $3::date)
  join account a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.active
 where o.tenant_id = $1 and o.dossier_id = $2
   and ((g.role in ('unitHead', 'oneStopHead') and ($4::boolean or o.holder_id is null)) or (g.role = o.role and o.holder_id is null));
