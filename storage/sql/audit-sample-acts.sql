-- Who acted on each of some dossiers within a period, and in whose stead: whom the rule of independence keeps from checking it. $1 tenant, $2 accounts, $3 dossiers,
-- $4 and $5 the period as instants.
select distinct d.id as "dossierId", d.code, d.procedure_code as procedure, d.responsible_unit_id as "unitId", j.actor_id as "accountId",
       (case when j.canonical like '%"onBehalfOf":"%' then j.canonical::jsonb #>> '{actor,onBehalfOf}' end) as "onBehalfOf"
  from dossier d
  join journal j on j.tenant_id = d.tenant_id and j.dossier_id = d.id and j.at >= $4::timestamptz and j.at < $5::timestamptz
 where d.tenant_id = $1::uuid and d.id = any ($3::uuid[])
   and (j.actor_id = any ($2::uuid[]) or (j.canonical like '%"onBehalfOf":"%' and (j.canonical::jsonb #>> '{actor,onBehalfOf}')::uuid = any ($2::uuid[])));
