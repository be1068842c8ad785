-- Dossiers that the account may read, closed ones too, by time of filing, after a key. Serves GET /dossiers?open=false.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 status or null, $6 due before or null, $7 procedure or null, $8 code prefix or null,
-- $9 the key (id) or null, $10 how many. Each unit is asked for its first rows out of dossier_responsible and dossier_receiving, as in open-dossiers.sql.
with bound as (select coalesce($9::uuid, '00000000-0000-0000-0000-000000000000') as id), found as (
  select k.id from bound b cross join unnest($3::uuid[]) u (id) cross join lateral (
    select d.id from dossier d
     where d.tenant_id = $1::uuid and d.responsible_unit_id = u.id and d.id > b.id
       and ($5::smallint is null or d.status = $5) and ($6::timestamptz is null or d.due_at < $6)
       and ($7::text is null or d.procedure_code = $7) and ($8::text is null or starts_with(d.code, $8))
     order by d.id limit $10) k
  union
  select k.id from bound b cross join unnest($3::uuid[]) u (id) cross join lateral (
    select d.id from dossier d
     where d.tenant_id = $1::uuid and d.receiving_unit_id = u.id and d.id > b.id
       and ($5::smallint is null or d.status = $5) and ($6::timestamptz is null or d.due_at < $6)
       and ($7::text is null or d.procedure_code = $7) and ($8::text is null or starts_with(d.code, $8))
     order by d.id limit $10) k
  union
  select d.id
    from (select o.dossier_id from open_step o where o.tenant_id = $1::uuid and o.holder_id = $2::uuid
          union
          select o.dossier_id from open_step o where o.tenant_id = $1::uuid and o.place = 'agency' and o.role = any ($4::text[])) s
   cross join bound b
    join dossier d on d.tenant_id = $1::uuid and d.id = s.dossier_id and d.id > b.id
   where ($5::smallint is null or d.status = $5) and ($6::timestamptz is null or d.due_at < $6)
     and ($7::text is null or d.procedure_code = $7) and ($8::text is null or starts_with(d.code, $8))
)
select d.body as dossier, a.name as applicant_name
  from (select id from found order by id limit $10) f
  join dossier d on d.tenant_id = $1::uuid and d.id = f.id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where may_read(d, $3::uuid[], $2::uuid, $4::text[])
 order by d.id;
