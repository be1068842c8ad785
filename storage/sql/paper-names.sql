-- The names that papers print. $1 tenant, $2 units, $3 accounts, $4 the day of the paper. Serves GET /dossiers/:id/papers/:form.pdf and the tracking book.
select n.name_vi as agency,
       (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', unit_name(u, $4::date)->>'vi', 'kind', u.kind)), '[]'::jsonb)
          from unit u where u.tenant_id = n.id and u.id = any ($2::uuid[])) as units,
       (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.full_name)), '[]'::jsonb)
          from account a where a.tenant_id = n.id and a.id = any ($3::uuid[])) as people
  from tenant n where n.id = $1::uuid;
