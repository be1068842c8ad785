-- One document with what decides on it: how much the reader may see, the units above its owner, whether they are to take note of it.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 local day, $6 document. No row: unknown, or not for them, alike.
select d.body as document, s.level, unit_line(d.tenant_id, d.owner_unit_id, $5::date) as owner_line,
       d.in_force_id is not null
       and exists (select 1 from reading_of(d.tenant_id, array[$2::uuid], $5::date, d.id))
       and not exists (select 1 from document_acknowledgement a where a.tenant_id = d.tenant_id and a.revision_id = d.in_force_id and a.account_id = $2::uuid) as unread
  from document d
 cross join (select member_units($1::uuid, $2::uuid, $5::date) as units) m
 cross join lateral (select document_level(d, $3::uuid[], m.units, $2::uuid, $4::text[]) as level) s
 where d.tenant_id = $1::uuid and d.id = $6::uuid and s.level >= 1;
