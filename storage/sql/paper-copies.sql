-- Controlled copies on paper that were given out by an instant, of the documents whose drafts somebody may see: to be called in first, then in use, then called in.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 local day, $6 instant, $7 the same in milliseconds, $8 owner unit or null, $9 how many.
select d.id, d.code, d.type, d.owner_unit_id, v.body as revision, c.body as copy, coalesce((c.body->>'recalledAtMs')::bigint <= $7::bigint, false) as is_recalled, r.in_force @> $6::timestamptz as is_in_force
  from document d
 cross join (select member_units($1::uuid, $2::uuid, $5::date) as units) m
 cross join lateral jsonb_array_elements(d.body->'copies') c (body)
  join document_revision r on r.tenant_id = d.tenant_id and r.document_id = d.id and r.id = (c.body->>'revisionId')::uuid
 cross join lateral jsonb_array_elements(d.body->'revisions') v (body)
 where d.tenant_id = $1::uuid and document_level(d, $3::uuid[], m.units, $2::uuid, $4::text[]) = 3 and v.body->>'id' = c.body->>'revisionId'
   and (c.body->>'givenAtMs')::bigint <= $7::bigint and ($8::uuid is null or d.owner_unit_id = $8::uuid)
 order by case when coalesce((c.body->>'recalledAtMs')::bigint <= $7::bigint, false) then 2 when r.in_force @> $6::timestamptz then 1 else 0 end, d.code, (c.body->>'number')::integer, c.body->>'givenAtMs'
 limit $9;
