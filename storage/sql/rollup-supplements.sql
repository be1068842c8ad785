-- Results of a period by how often the applicant had to complete the dossier, as `statistics-supplements` counts them. $1 tenant, $2 kinds, $3 first half-month,
-- $4 the one behind the last, $5 units whose cells are read, or null for the sums of all less what was received and is handled by units $8; $6 lengths and
-- $7 beginnings of the spans that the period is made of; $9 units of the reader or null.
select coalesce(sum(number) filter (where asked = 0), 0)::int as none, coalesce(sum(number) filter (where asked = 1), 0)::int as once, coalesce(sum(number) filter (where asked = 2), 0)::int as more
  from (
    select s.asked, s.number from unnest($6::smallint[], $7::integer[]) p (length, first)
     cross join lateral (
      select s.asked, s.number from dossier_span s
       where s.tenant_id = $1::uuid and s.grain = 'whole' and s.side = 'ended' and s.length = p.length and s.first = p.first and s.kind = any ($2::text[]) offset 0) s
     where $5::uuid[] is null
    union all
    select c.asked, c.number from dossier_rollup c
     where $5 is not null and c.tenant_id = $1 and c.kind = any ($2) and c.side = 'ended' and c.half >= $3::integer and c.half < $4::integer
       and (c.unit_id = any ($5) or c.receiving_unit_id = any ($5))
    union all
    select c.asked, -c.number from unnest($8::uuid[]) r (id)
     cross join lateral (
      select c.asked, c.number from dossier_rollup c
       where c.tenant_id = $1 and c.receiving_unit_id = r.id and c.unit_id = any ($8) and c.side = 'ended' and c.half >= $3 and c.half < $4 and c.kind = any ($2) offset 0) c
     where $5 is null
    union all
    select d.asked, d.number from dossier_delta d join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.kind = any ($2)
     where d.tenant_id = $1 and d.side = 'ended' and d.half >= $3 and d.half < $4 and ($9::uuid[] is null or d.unit_id = any ($9) or d.receiving_unit_id = any ($9))) a;
