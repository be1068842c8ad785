-- The lines of the tracking book that the account may read: public services received in a stretch of time, numbered through each year by
-- all that the agency received, whoever reads. What came before in the year is counted out of the index dossier_received, not read.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 first instant of the year in which the stretch begins, $6 and $7 the stretch [from, to),
-- $8 zone, $9 how many. Serves GET /tracking-book.pdf.
with listed as materialized (select array_agg(distinct code) as codes from procedure_revision where tenant_id = $1::uuid and kind = 'tthc'),
earlier as materialized (
  select count(*) as number, extract(year from $6::timestamptz at time zone $8) as year
    from dossier d
   where d.tenant_id = $1::uuid and d.received_at >= $5::timestamptz and d.received_at < $6::timestamptz
     and d.procedure_code = any ((select codes from listed)::text[])),
numbered as (
  select d.id, y.year, (row_number() over (partition by y.year order by d.received_at, d.id)
         + case when y.year = (select year from earlier) then (select number from earlier) else 0 end)::integer as number
    from dossier d cross join lateral (select extract(year from d.received_at at time zone $8) as year) y
   where d.tenant_id = $1::uuid and d.received_at >= $6::timestamptz and d.received_at < $7::timestamptz
     and d.procedure_code = any ((select codes from listed)::text[]))
select n.year::integer as year, n.number, d.body as dossier, p.body->'title'->>'vi' as procedure, a.name, a.phone, a.address, 
       unit_name(u, (d.received_at at time zone $8)::date)->>'vi' as unit
  from numbered n
  join dossier d on d.tenant_id = $1::uuid and d.id = n.id
  join procedure_revision p on p.tenant_id = d.tenant_id and p.hash = d.procedure_hash
  join unit u on u.tenant_id = d.tenant_id and u.id = d.responsible_unit_id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where may_read(d, $3::uuid[], $2::uuid, $4::text[])
 order by d.received_at, d.id
 limit $9;
