-- The newest revision in force of each procedure whose code, name or field holds every word. $1 tenant, $2 local day, $3 patterns of folded
-- words, $4 how many, $5 kind or null. Serves /receive, /search and the public page.
select q.hash, q.code, q.revision, q.title, q.field, q.public_code, q."limit", q.kind
  from (
    select distinct on (p.code) p.hash, p.code, p.revision, p.body->'title' as title, p.body->'field'->'name' as field,
           p.body->>'publicServiceCode' as public_code, p.body->'limit' as "limit", p.kind as kind
      from procedure_revision p
     where p.tenant_id = $1::uuid and p.status = 'effective' and p.valid_from <= $2::date and (p.valid_to is null or p.valid_to >= $2::date)
     order by p.code, p.revision desc) q
 where ($5::text is null or q.kind = $5)
   and fold_text(concat_ws(' ', q.code, q.public_code, q.title->>'vi', q.title->>'en', q.field->>'vi', q.field->>'en')) like all ($3::text[])
 order by q.code
 limit $4;
