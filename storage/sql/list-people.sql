-- People of an agency by name after a key, with the roles they hold today and the steps they have in hand. Their own roles alone: `held_roles` would be planned anew for each of them. Serves /admin/people and GET /people.
-- $1 tenant, $2 date, $3 pattern of the folded name, $4 pattern of the user name, $5 closed ones too, $6 and $7 the key (name, id) or null, $8 how many.
select a.id, a.user_name, a.full_name, a.active, a.password_hash is not null as has_password,
       (select coalesce(json_agg(json_build_object('role', g.role, 'unitId', g.unit_id, 'unitName', unit_name(u, $2::date)) order by u.code, g.role), '[]')
          from role_grant g
          join unit u on u.tenant_id = g.tenant_id and u.id = g.unit_id
         where a.active and g.tenant_id = a.tenant_id and g.account_id = a.id and g.valid_from <= $2::date and (g.valid_to is null or g.valid_to >= $2::date)) as roles,
       (select count(*)::int from open_step o where o.tenant_id = a.tenant_id and o.holder_id = a.id) as held
  from account a
 where a.tenant_id = $1::uuid and (fold_text(a.full_name) like $3 or a.user_name like $4) and ($5::boolean or a.active)
   and ($7::uuid is null or (a.full_name, a.id) > ($6, $7::uuid))
 order by a.full_name, a.id
 limit $8;
