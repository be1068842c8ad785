-- Dossiers that were open at some time of a period, of units (theirs to resolve, or received by them) and, where named, of procedures. Late: so decided, or open past
-- the due instant. $1 tenant, $2 units, $3 procedures (empty: all), $4 and $5 the period as instants, $6 now, $7 how many.
select d.id, d.code, d.procedure_code as procedure, u.code as unit, d.responsible_unit_id as "unitId", d.receiving_unit_id as "receivingUnitId",
       case when d.timeliness = 'late' or (d.timeliness is null and d.closed_at is null and d.due_at < $6::timestamptz) then 'late' when d.timeliness is not null or d.closed_at is not null then 'inTime' else 'open' end as outcome
  from dossier d
  join unit u on u.tenant_id = d.tenant_id and u.id = d.responsible_unit_id
  join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.kind <> 'log'
 where d.tenant_id = $1::uuid and d.code is not null and (d.responsible_unit_id = any ($2::uuid[]) or d.receiving_unit_id = any ($2::uuid[]))
   and (cardinality($3::text[]) = 0 or d.procedure_code = any ($3::text[])) and d.submitted_at < $5::timestamptz and (d.closed_at is null or d.closed_at >= $4::timestamptz)
 order by d.code
 limit $7;
