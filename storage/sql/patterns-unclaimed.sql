-- Fields and months with at least $2 late dossiers and no pattern yet. $1 tenant, $3 how many. Index nonconformity_month.
with late as (
  select n.field, to_char(n.occurred_on, 'YYYY-MM') as month, max(n.occurred_on)::text as occurred_on, array_agg(distinct n.unit_id::text) as unit_ids,
         array_agg(k.dossier_id::text order by k.dossier_id) as dossier_ids
    from nonconformity n
    join nonconformity_dossier k on k.tenant_id = n.tenant_id and k.nonconformity_id = n.id
   where n.tenant_id = $1::uuid and n.source = 'lateDossier' and n.field is not null
   group by 1, 2
  having count(*) >= $2::integer)
select l.*, (select u.id::text from unit u where u.tenant_id = $1::uuid and u.parent_id is null order by u.valid_from, u.id limit 1) as root_unit_id
  from late l
 where not exists (select 1 from nonconformity p where p.tenant_id = $1::uuid and p.cause = 'pattern:' || l.field || ':' || l.month)
 order by l.month, l.field limit $3;
