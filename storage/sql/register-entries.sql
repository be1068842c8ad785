-- Changes of the registers, the newest first, of one subject or of the whole agency, after a key. Serves /admin/changes and GET /register-entries.
-- $1 tenant, $2 subject or null, $3 date on which names are told, $4 the key (id) or null, $5 how many.
select e.id, e.at, e.actor_id, e.kind, e.subjects, e.decision, e.details, a.user_name, a.full_name, a.active,
       (select coalesce(json_agg(json_build_object('id', n.id, 'vi', n.vi, 'en', n.en)), '[]')
          from (select p.id, p.full_name as vi, p.full_name as en from account p where p.tenant_id = e.tenant_id and p.id = any (e.subjects)
                union all
                select u.id, unit_name(u, $3::date)->>'vi', unit_name(u, $3::date)->>'en' from unit u where u.tenant_id = e.tenant_id and u.id = any (e.subjects)) n) as names
  from register_entry e
  join account a on a.tenant_id = e.tenant_id and a.id = e.actor_id
 where e.tenant_id = $1::uuid and ($2::uuid is null or e.subjects @> array[$2::uuid]) and ($4::uuid is null or e.id < $4::uuid)
 order by e.id desc
 limit $5;
