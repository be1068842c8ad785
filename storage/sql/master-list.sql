-- Documents in force at an instant that somebody may see, by code: the lists that an agency keeps. $1 tenant, $2 account, $3 units, $4 role names,
-- $5 local day, $6 instant, $7 types, $8 owner unit or null, $9 only what says how long records are kept, $10 how many. Every line passes the predicate
-- of a read; a revision that has ended by now is for those who see old ones.
select d.id, d.code, d.type, d.owner_unit_id, d.body->'retention' as retention, v.body as revision, p.code as parent_code
  from document d
 cross join (select member_units($1::uuid, $2::uuid, $5::date) as units) m
 cross join lateral (select document_level(d, $3::uuid[], m.units, $2::uuid, $4::text[]) as level) s
  join document_revision r on r.tenant_id = d.tenant_id and r.document_id = d.id and r.in_force @> $6::timestamptz and (s.level >= 2 or r.id = d.in_force_id)
 cross join lateral jsonb_array_elements(d.body->'revisions') v (body)
  left join document p on p.tenant_id = d.tenant_id and p.id = d.parent_id and document_level(p, $3::uuid[], m.units, $2::uuid, $4::text[]) >= 1
 where d.tenant_id = $1::uuid and s.level >= 1 and d.type = any ($7::text[]) and v.body->>'id' = r.id::text
   and ($8::uuid is null or d.owner_unit_id = $8::uuid)
   and (not $9::boolean or jsonb_typeof(d.body->'retention') = 'object')
 order by d.code, d.id
 limit $10;
