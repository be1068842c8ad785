-- The lines of the tracking book that the account may read: public services received in a stretch of time, numbered through each year by
-- all that the agency received, whoever reads. $1 tenant, $2 account, $3 units, $4 role names, $5 first instant of the year of the stretch,
-- $6 and $7 the stretch [from, to), $8 zone, $9 how many. Serves GET /tracking-book.pdf.
with listed as materialized (select distinct code from procedure_revision where tenant_id = $1::uuid and body->>'kind' = 'tthc'),
numbered as (
  select d.id, extract(year from d.received_at at time zone $8)::integer as year,
         row_number() over (partition by extract(year from d.received_at at time zone $8) order by d.received_at, d.id)::integer as number
    from dossier d join listed l on l.code = d.procedure_code
   where d.tenant_id = $1::uuid and d.received_at >= $5::timestamptz and d.received_at < $7::timestamptz)
select y.year, y.number, d.body as dossier, p.body->'title'->>'vi' as procedure, a.name, a.phone, a.address, u.name_vi as unit
  from numbered y
  join dossier d on d.tenant_id = $1::uuid and d.id = y.id
  join procedure_revision p on p.tenant_id = d.tenant_id and p.hash = d.procedure_hash
  join unit u on u.tenant_id = d.tenant_id and u.id = d.responsible_unit_id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where d.received_at >= $6::timestamptz and may_read(d, $3::uuid[], $2::uuid, $4::text[])
 order by d.received_at, d.id
 limit $9;
