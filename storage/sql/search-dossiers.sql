-- Dossiers that the account may read and that fit what was typed, newest first (ids are ordered by time), after a key. Serves /search, where
-- search-newest.sql found less than a page: what is asked for is rare. $1 tenant, $2 account, $3 units, $4 role names, $5 pattern of the folded name,
-- $6 pattern of the code, $7 pattern of the phone's digits or null, $8 procedure codes, $9 open only, $10 the key (id) or null, $11 how many.
-- Each way of fitting is asked apart and whole, so that each has its index (migration 0004); the reader's own come out of that.
with named as materialized (
  select a.dossier_id as id from applicant a where a.tenant_id = $1::uuid and fold_text(a.name) like $5
), phoned as materialized (
  select a.dossier_id as id from applicant a where a.tenant_id = $1::uuid and $7::text is not null and phone_digits(a.phone) like $7
), coded as materialized (
  select d.id from dossier d where d.tenant_id = $1::uuid and lower(d.code) like $6
), stepped as materialized (
  select o.dossier_id as id from open_step o where o.tenant_id = $1::uuid and o.holder_id = $2::uuid
  union
  select o.dossier_id from open_step o where o.tenant_id = $1::uuid and o.place = 'agency' and o.role = any ($4::text[])
), fitting as (
  select d.id from (select id from named union select id from phoned union select id from coded) f
    join dossier d on d.tenant_id = $1::uuid and d.id = f.id
   where ($10::uuid is null or d.id < $10::uuid) and (not $9::boolean or d.closed_at is null)
     and (d.responsible_unit_id = any ($3::uuid[]) or d.receiving_unit_id = any ($3::uuid[]) or d.id in (select id from stepped))
  union
  (select d.id from dossier d
    where d.tenant_id = $1::uuid and d.procedure_code = any ($8::text[]) and ($10::uuid is null or d.id < $10::uuid)
      and (not $9::boolean or d.closed_at is null)
      and (d.responsible_unit_id = any ($3::uuid[]) or d.receiving_unit_id = any ($3::uuid[]) or d.id in (select id from stepped))
    order by d.id desc limit $11)
)
select d.body as dossier, a.name as applicant_name
  from (select id from fitting order by id desc limit $11) f
  join dossier d on d.tenant_id = $1::uuid and d.id = f.id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where may_read(d, $3::uuid[], $2::uuid, $4::text[])
 order by d.id desc;
