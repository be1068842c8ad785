-- Documents that somebody may see, by code, after a key: the master list. $1 tenant, $2 account, $3 units, $4 role names, $5 local day,
-- $6 patterns of folded words, $7 type or null, $8 owner unit or null, $9 what for (null: all that are not out of force), $10 and $11 the key
-- (code, id) or null, $12 how many. Every line passes the predicate of a read.
select d.body as document, s.level, u.unread, w.law_from
  from document d
 cross join (select member_units($1::uuid, $2::uuid, $5::date) as units,
                    array(select distinct w.document_id from reading_of($1::uuid, array[$2::uuid], $5::date, null) w) as reading) m
 cross join lateral (select document_level(d, $3::uuid[], m.units, $2::uuid, $4::text[]) as level) s
 cross join lateral (select d.in_force_id is not null
    and d.id = any (m.reading)
    and not exists (select 1 from document_acknowledgement a where a.tenant_id = d.tenant_id and a.revision_id = d.in_force_id and a.account_id = $2::uuid) as unread) u
 cross join lateral (select min(l.effective_from) as law_from from document_law k join law l on l.tenant_id = k.tenant_id and l.id = k.law_id
    where k.tenant_id = d.tenant_id and k.document_id = d.id and k.taken_at is null) w
 where d.tenant_id = $1::uuid and s.level >= 1
   and fold_text(d.code || ' ' || d.title) like all ($6::text[])
   and ($7::text is null or d.type = $7)
   and ($8::uuid is null or d.owner_unit_id = $8::uuid)
   and case $9::text
     when 'inForce' then d.in_force_id is not null
     when 'retired' then d.retired_at is not null and s.level >= 2
     when 'reviewDue' then d.next_review_on <= $5::date and s.level >= 3
     when 'lawOpen' then w.law_from is not null and s.level >= 3
     when 'unread' then u.unread
     when 'draft' then d.open_state = 'draft' and s.level >= 3
     when 'inReview' then d.open_state = 'inReview' and s.level >= 3
     when 'approved' then d.open_state = 'approved' and s.level >= 3
     when 'scheduled' then d.next_switch_at is not null and s.level >= 3
     else d.retired_at is null end
   and ($11::uuid is null or (d.code, d.id) > ($10::text, $11::uuid))
 order by d.code, d.id
 limit $12;
