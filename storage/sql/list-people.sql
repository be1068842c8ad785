-- People of an agency by name after a key, with the roles they hold today and the steps they have in hand. Serves /admin/people and GET /people.
-- $1 tenant, $2 date, $3 pattern of the folded name, $4 pattern of the user name, $5 closed ones too, $6 and $7 the key (name, id) or null, $8 how many.
select a.id, a.user_name, a.full_name, a.active, a.password_hash is not null as has_password,
       (select coalesce(json_agg(json_build_object('role', h->>'role', 'unitId', h->>'unitId', 'unitName', unit_name(u, $2::date)) order by u.code, h->>'role'), '[]')
          from jsonb_array_elements(held_roles(a.tenant_id, a.id, $2::date)) h
          join unit u on u.tenant_id = a.tenant_id and u.id = (h->>'unitId')::uuid
         where a.active and h->>'onBehalfOf' is null) as roles,
       (select count(*)::int from open_step o where o.tenant_id = a.tenant_id and o.holder_id = a.id) as held
  from account a
 where a.tenant_id = $1::uuid and (fold_text(a.full_name) like $3 or a.user_name like $4) and ($5::boolean or a.active)
   and ($7::uuid is null or (a.full_name, a.id) > ($6, $7::uuid))
 order by a.full_name, a.id
 limit $8;
