-- How many people can administer an agency on a day, and how many of them for ever after. A password that serves once does not count: it may
-- expire unused. $1 tenant, $2 date, $3 role names between blanks. Serves every change that could lock everybody out.
select count(distinct g.account_id)::int as now, count(distinct g.account_id) filter (where g.valid_to is null)::int as lasting
  from role_grant g
  join account a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.active and a.password_hash is not null and a.password_once_until is null
 where g.tenant_id = $1::uuid and g.role = any (string_to_array($3, ' ')) and g.valid_from <= $2::date and (g.valid_to is null or g.valid_to >= $2::date);
