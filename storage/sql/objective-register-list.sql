-- The nonconformities behind an objective's count that the reader may see, the newest first. $1 tenant, $2 first and $3 last day, $4 complaints alone,
-- $5 units of the objective or null for all, $6 units, $7 account, $8 roles of the reader, $9 how many.
select n.id, n.code, n.source, n.occurred_on::text as "occurredOn", n.unit_id as "unitId"
  from nonconformity n
 where n.tenant_id = $1::uuid and n.occurred_on >= $2::date and n.occurred_on <= $3::date and n.source <> 'missedObjective' and (not $4::boolean or n.source = 'complaint')
   and ($5::uuid[] is null or n.unit_id = any ($5)) and may_see_nonconformity(n, $6::uuid[], $7::uuid, $8::text[])
 order by n.seq desc
 limit $9;
