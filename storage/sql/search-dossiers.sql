-- Dossiers that the account may read and that fit what was typed, newest first (ids are ordered by time), after a key. Serves /search.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 pattern of the folded name, $6 pattern of the code, $7 pattern of the phone's digits or null,
-- $8 procedure codes, $9 open only, $10 the key (id) or null, $11 how many.
-- Each way of fitting is asked apart, so that each has its index (migration 0004); every one passes the predicate of a read.
with fitting as (
  (select d.id from applicant a join dossier d on d.tenant_id = a.tenant_id and d.id = a.dossier_id
    where a.tenant_id = $1::uuid and fold_text(a.name) like $5 and ($10::uuid is null or d.id < $10::uuid) and (not $9::boolean or d.closed_at is null)
      and may_read(d, $3::uuid[], $2::uuid, $4::text[])
    order by d.id desc limit $11)
  union
  (select d.id from dossier d
    where d.tenant_id = $1::uuid and lower(d.code) like $6 and ($10::uuid is null or d.id < $10::uuid) and (not $9::boolean or d.closed_at is null)
      and may_read(d, $3::uuid[], $2::uuid, $4::text[])
    order by d.id desc limit $11)
  union
  (select d.id from applicant a join dossier d on d.tenant_id = a.tenant_id and d.id = a.dossier_id
    where a.tenant_id = $1::uuid and $7::text is not null and phone_digits(a.phone) like $7 and ($10::uuid is null or d.id < $10::uuid)
      and (not $9::boolean or d.closed_at is null) and may_read(d, $3::uuid[], $2::uuid, $4::text[])
    order by d.id desc limit $11)
  union
  (select d.id from dossier d
    where d.tenant_id = $1::uuid and d.procedure_code = any ($8::text[]) and ($10::uuid is null or d.id < $10::uuid)
      and (not $9::boolean or d.closed_at is null) and may_read(d, $3::uuid[], $2::uuid, $4::text[])
    order by d.id desc limit $11)
)
select d.body as dossier, a.name as applicant_name
  from (select id from fitting order by id desc limit $11) f
  join dossier d on d.tenant_id = $1::uuid and d.id = f.id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 order by d.id desc;
