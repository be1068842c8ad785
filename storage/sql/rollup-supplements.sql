-- Results of a period by how often the applicant had to complete the dossier, as `statistics-supplements` counts them. $1 tenant, $2 grain, $3 kinds,
-- $4 first half-month, $5 the one behind the last, $6 units of the reader or null.
select coalesce(sum(number) filter (where asked = 0), 0)::int as none, coalesce(sum(number) filter (where asked = 1), 0)::int as once, coalesce(sum(number) filter (where asked = 2), 0)::int as more
  from (
    select c.asked, c.number from dossier_rollup c
     where c.tenant_id = $1::uuid and c.grain = $2::text and c.kind = any ($3::text[]) and c.side = 'ended' and c.state = 'ready' and c.half >= $4::integer and c.half < $5::integer
       and c.received < $5 and ($6::uuid[] is null or c.unit_id = any ($6) or c.receiving_unit_id = any ($6))
    union all
    select d.asked, d.number from dossier_delta d join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.kind = any ($3)
     where d.tenant_id = $1 and d.side = 'ended' and d.state = 'ready' and d.half >= $4 and d.half < $5
       and d.received < $5 and ($6 is null or d.unit_id = any ($6) or d.receiving_unit_id = any ($6))) a;
