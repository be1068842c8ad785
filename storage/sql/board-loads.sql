-- The people who hold a role of the work in the units that a leader heads, and what they have in hand there: open, late, at risk, paused.
-- $1 tenant, $2 account, $3 local day, $4 roles of a leader, $5 roles of the work, $6 now, $7 at risk when due by then, $8 how many people.
with reached as (
  select distinct r.unit_id from role_reach($1::uuid, $2::uuid, $3::date) r where r.role = any ($4::text[])
), people as (
  select distinct a.id, a.full_name
    from reached r
    join role_grant g on g.tenant_id = $1::uuid and g.unit_id = r.unit_id and g.role = any ($5::text[])
     and g.valid_from <= $3::date and (g.valid_to is null or g.valid_to >= $3::date)
    join account a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.active
), held as (
  select distinct o.holder_id, o.dossier_id
    from people p join open_step o on o.tenant_id = $1::uuid and o.holder_id = p.id and o.unit_id in (select unit_id from reached)
)
select p.id, p.full_name as name, count(d.id)::integer as open,
       count(d.id) filter (where d.result_ready_at is null and d.due_at < $6::timestamptz)::integer as late,
       count(d.id) filter (where d.result_ready_at is null and d.due_at >= $6::timestamptz and d.due_at <= $7::timestamptz)::integer as soon,
       count(d.id) filter (where d.status in (5, 6, 8))::integer as paused
  from people p
  left join held h on h.holder_id = p.id
  left join dossier d on d.tenant_id = $1::uuid and d.id = h.dossier_id and d.closed_at is null
 group by p.id, p.full_name
 order by p.full_name, p.id
 limit $8;
