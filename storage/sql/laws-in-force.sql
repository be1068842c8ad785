-- Laws in force at the end of a day, by number, each with the codes of the documents that follow it and that somebody may see. $1 tenant, $2 account,
-- $3 units, $4 role names, $5 local day, $6 the day asked for, $7 only what a document of this unit follows, or null, $8 how many. A law ends on its
-- last day, or when one that replaces it takes effect.
select l.id, l.number, l.title, l.kind, l.issuer, l.issued_on, l.effective_from, l.ends_on, l.replaces_id, l.source, coalesce(f.codes, '{}') as followed_by
  from law l
 cross join (select member_units($1::uuid, $2::uuid, $5::date) as units) m
 cross join lateral (select array_agg(d.code order by d.code) as codes, bool_or(d.owner_unit_id = $7::uuid) as of_unit
    from document_law k
    join document d on d.tenant_id = k.tenant_id and d.id = k.document_id and d.retired_at is null
   where k.tenant_id = l.tenant_id and k.law_id = l.id and document_level(d, $3::uuid[], m.units, $2::uuid, $4::text[]) >= 1) f
 where l.tenant_id = $1::uuid and l.effective_from <= $6::date and (l.ends_on is null or l.ends_on >= $6::date)
   and not exists (select 1 from law n where n.tenant_id = l.tenant_id and n.replaces_id = l.id and n.effective_from <= $6::date)
   and ($7::uuid is null or f.of_unit)
 order by l.number, l.id
 limit $8;
