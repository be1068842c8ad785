-- Dossiers whose steps a migration took out of some people's hands, or that wait for the reader's roles since, as far as they may be read, after a key.
-- $1 tenant, $2 migration, $3 whether those that went, $4 in whose hands they were; $5 account, $6 units and $7 role names of the reader, $8 the key (id) or null, $9 how many.
select d.body as dossier, s.steps
  from procedure_migration_item i
  join dossier d on d.tenant_id = i.tenant_id and d.id = i.dossier_id and may_read(d, $6::uuid[], $5::uuid, $7::text[])
 cross join lateral (
   select array(
     select l->>'step' from jsonb_array_elements(i.lost) l where $3::boolean and (l->>'accountId')::uuid = any ($4::uuid[])
     union all
     select o.step from open_step o where not $3::boolean and o.tenant_id = d.tenant_id and o.dossier_id = d.id and o.step = any (i.gained) and o.role = any ($7::text[])) as steps) s
 where i.tenant_id = $1::uuid and i.migration_id = $2::uuid and ($8::uuid is null or d.id > $8::uuid) and cardinality(s.steps) > 0
 order by d.id
 limit $9;
