-- The running number of a dossier in the tracking book of its year: public services received in the year up to it, in order of receipt.
-- Null for what the book does not list. One pass over the index dossier_received. $1 tenant, $2 dossier, $3 first instant of the year of
-- receipt. Serves the receipt.
with listed as materialized (select array_agg(distinct code) as codes from procedure_revision where tenant_id = $1::uuid and kind = 'tthc')
select (select count(*)::integer from dossier e
         where e.tenant_id = d.tenant_id and e.received_at >= $3::timestamptz and (e.received_at, e.id) <= (d.received_at, d.id)
           and e.procedure_code = any ((select codes from listed)::text[])) as number
  from dossier d
 where d.tenant_id = $1::uuid and d.id = $2::uuid and d.procedure_code = any ((select codes from listed)::text[]);
