-- The dossiers of this code, of whatever agency, each with the unit that has it. $1 code, $2 instant in milliseconds. Serves the link on the receipt,
-- which shows one only to whoever knows its secret. Each agency is asked by its index dossier_code.
select d.body as dossier, n.zone, unit_name(u, (to_timestamp($2::double precision / 1000) at time zone n.zone)::date) as unit
  from tenant n
  join dossier d on d.tenant_id = n.id and d.code = $1
  join unit u on u.tenant_id = d.tenant_id
   and u.id = coalesce((d.body->'steps'->0->>'unitId')::uuid, d.receiving_unit_id)
 limit 100;
