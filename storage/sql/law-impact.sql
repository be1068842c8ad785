-- What a law touches: documents linked to it; those that rest on a law that it replaces, directly or over others; and what belongs to either
-- (the forms of a procedure). $1 tenant, $2 law, $3 account, $4 units, $5 role names, $6 local day.
with recursive older as (
  select l.id, l.replaces_id, 1 as depth from law l where l.tenant_id = $1::uuid and l.id = $2::uuid
  union
  select l.id, l.replaces_id, older.depth + 1 from older join law l on l.tenant_id = $1::uuid and l.id = older.replaces_id where older.depth < 20
), touched as (
  select k.document_id, bool_or(k.law_id = $2::uuid) as linked from document_law k where k.tenant_id = $1::uuid and k.law_id in (select id from older) group by k.document_id
)
select d.body as document, s.level, coalesce(t.linked, false) as linked, k.linked_at, k.taken_at, k.revision_id
  from document d
  left join touched t on t.document_id = d.id
  left join document_law k on k.tenant_id = d.tenant_id and k.document_id = d.id and k.law_id = $2::uuid
 cross join (select member_units($1::uuid, $3::uuid, $6::date) as units) m
 cross join lateral (select document_level(d, $4::uuid[], m.units, $3::uuid, $5::text[]) as level) s
 where d.tenant_id = $1::uuid and d.retired_at is null and s.level >= 1
   and (t.document_id is not null or d.parent_id in (select document_id from touched))
 order by d.code, d.id
 limit 500;
