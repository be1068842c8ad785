-- The running number of a dossier in the tracking book of its year: public services received in the year up to it, in order of receipt.
-- No row for what the book does not list. $1 tenant, $2 dossier, $3 first instant of the year of receipt. Serves the receipt.
with listed as materialized (select distinct code from procedure_revision where tenant_id = $1::uuid and body->>'kind' = 'tthc')
select count(*)::integer as number
  from dossier d
  join dossier e on e.tenant_id = d.tenant_id and e.received_at >= $3::timestamptz and (e.received_at, e.id) <= (d.received_at, d.id)
  join listed l on l.code = e.procedure_code
 where d.tenant_id = $1::uuid and d.id = $2::uuid and d.procedure_code in (select code from listed)
having count(*) > 0;
