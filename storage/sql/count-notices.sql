-- How many notices a person has not seen, counted up to a bound. Index notice_unread. $1 agency, $2 account, $3 units, $4 role names, $5 the bound.
select count(*)::integer as unread
  from (select 1
          from notice n
          left join dossier d on d.tenant_id = n.tenant_id and d.id = n.dossier_id
         where n.tenant_id = $1::uuid and n.account_id = $2::uuid and n.read_at is null
           and (n.dossier_id is null or may_read(d, $3::uuid[], $2::uuid, $4::text[]))
         limit $5) u;
