-- The register of laws, the newest in force first, after a key. $1 tenant, $2 patterns of folded words, $3 only those that something has still to
-- take up, $4 and $5 the key (day, id) or null, $6 how many.
select l.id, l.number, l.title, l.kind, l.issuer, l.issued_on, l.effective_from, l.ends_on, l.replaces_id, l.source, k.linked, k.open
  from law l
 cross join lateral (select count(*)::int as linked, count(*) filter (where x.taken_at is null)::int as open
    from document_law x where x.tenant_id = l.tenant_id and x.law_id = l.id) k
 where l.tenant_id = $1::uuid and fold_text(l.number || ' ' || l.title) like all ($2::text[])
   and (not $3::boolean or k.open > 0)
   and ($5::uuid is null or (l.effective_from, l.id) < ($4::date, $5::uuid))
 order by l.effective_from desc, l.id desc
 limit $6;
