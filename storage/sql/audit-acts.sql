-- What some people did, or others did in their stead, within a period on dossiers of units and procedures that are audited. By way of the dossiers, whose indexes are
-- there already: an index of the journal by actor would cost every transition. $1 tenant, $2 accounts, $3 responsible units, $4 procedures, $5 and $6 the period as instants,
-- $7 one dossier or null.
select j.actor_id as "accountId", (case when j.canonical like '%"onBehalfOf":"%' then j.canonical::jsonb #>> '{actor,onBehalfOf}' end) as "onBehalfOf",
       d.procedure_code as procedure, d.responsible_unit_id as "unitId", count(distinct d.id)::int as dossiers, (array_agg(distinct coalesce(d.code, '–')))[1:5] as codes
  from dossier d
  join journal j on j.tenant_id = d.tenant_id and j.dossier_id = d.id and j.at >= $5::timestamptz and j.at < $6::timestamptz
 where d.tenant_id = $1::uuid and (d.responsible_unit_id = any ($3::uuid[]) or d.procedure_code = any ($4::text[])) and ($7::uuid is null or d.id = $7)
   and d.submitted_at < $6::timestamptz and (d.closed_at is null or d.closed_at >= $5::timestamptz)
   and (j.actor_id = any ($2::uuid[]) or (j.canonical like '%"onBehalfOf":"%' and (j.canonical::jsonb #>> '{actor,onBehalfOf}')::uuid = any ($2::uuid[])))
 group by 1, 2, 3, 4;
