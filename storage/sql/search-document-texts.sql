-- Revisions whose text holds all the words, each no more than its reader may open. $1 tenant, $2 account, $3 units, $4 role names, $5 local day,
-- $6 words with marks in lower case, $7 all words without marks, $8 where to show the text (the words as they were typed, else the first), $9 how many.
-- Every line passes the predicate of a read, and the states that its level shows (workflows/document/seen.ts).
select d.id as document_id, d.code, d.title, d.type, r.id as revision_id, r.issue, r.revision, r.state, t.pages,
       substr(t.body, greatest(1, p.at - 90), 280) as excerpt, p.at > 91 as cut
  from document_text t
  join document_revision r on r.tenant_id = t.tenant_id and r.object_id = t.object_id
  join document d on d.tenant_id = r.tenant_id and d.id = r.document_id
 cross join (select member_units($1::uuid, $2::uuid, $5::date) as units) m
 cross join lateral (select document_level(d, $3::uuid[], m.units, $2::uuid, $4::text[]) as level) s
 cross join lateral (select coalesce((select min(strpos(t.folded, w)) from unnest($8::text[]) with ordinality u (w, n) where strpos(t.folded, w) > 0 and n = 1),
                                     (select min(strpos(t.folded, w)) from unnest($8::text[]) w where strpos(t.folded, w) > 0), 1) as at,
                            strpos(t.folded, ($8::text[])[1]) > 0 as whole) p
 where t.tenant_id = $1::uuid
   and t.folded_words @@ plainto_tsquery('simple', $7)
   and ($6 = '' or t.exact_words @@ plainto_tsquery('simple', $6))
   and s.level >= case when r.state = 'effective' then 1 when r.state in ('superseded', 'obsolete') then 2 else 3 end
 order by r.state = 'effective' desc, p.whole desc, ts_rank_cd(t.folded_words, plainto_tsquery('simple', $7)) desc, d.code, r.ordinal desc
 limit $9;
