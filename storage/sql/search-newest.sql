-- The newest dossiers that the account may read after a key, and those of them that fit what was typed: whoever searches for a common name has a page
-- of them here, and no index of names is asked. $1 tenant, $2 account, $3 units, $4 role names, $5 pattern of the folded name, $6 pattern of the code,
-- $7 pattern of the phone's digits or null, $8 procedure codes, $9 open only, $10 the key (id) or null, $11 how many, $12 how many are looked through.
-- What is looked through is the reader's own by its making; the predicate of a read is asked of the page. Few units are asked one by one (indexes dossier_responsible and dossier_receiving); for many the dossiers are taken as they come. Serves /search.
with seen as materialized (
  select id from (
    select k.id from unnest($3::uuid[]) u (id) cross join lateral (
      select d.id from dossier d where d.tenant_id = $1::uuid and d.responsible_unit_id = u.id and d.id < coalesce($10::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
       order by d.id desc limit $12) k
     where cardinality($3::uuid[]) <= 100
    union
    select k.id from unnest($3::uuid[]) u (id) cross join lateral (
      select d.id from dossier d where d.tenant_id = $1::uuid and d.receiving_unit_id = u.id and d.id < coalesce($10::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
       order by d.id desc limit $12) k
     where cardinality($3::uuid[]) <= 100
    union
    (select d.id from dossier d
      where cardinality($3::uuid[]) > 100 and d.tenant_id = $1::uuid and d.id < coalesce($10::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        and (d.responsible_unit_id = any ($3::uuid[]) or d.receiving_unit_id = any ($3::uuid[]))
      order by d.id desc limit $12)
    union
    select o.dossier_id from open_step o
     where o.tenant_id = $1::uuid and o.holder_id = $2::uuid and o.dossier_id < coalesce($10::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    union
    select o.dossier_id from open_step o
     where o.tenant_id = $1::uuid and o.place = 'agency' and o.role = any ($4::text[]) and o.dossier_id < coalesce($10::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  ) v order by id desc limit $12
), fitting as materialized (
  select d.id, a.name
    from seen s
    join dossier d on d.tenant_id = $1::uuid and d.id = s.id
    left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
   where (not $9::boolean or d.closed_at is null)
     and (fold_text(a.name) like $5 or lower(d.code) like $6 or ($7::text is not null and phone_digits(a.phone) like $7) or d.procedure_code = any ($8::text[]))
   order by d.id desc limit $11
)
select (select count(*)::integer from seen) as looked_through,
       (select coalesce(jsonb_agg(jsonb_build_object('dossier', d.body, 'applicant_name', f.name) order by f.id desc), '[]'::jsonb)
          from fitting f join dossier d on d.tenant_id = $1::uuid and d.id = f.id
         where may_read(d, $3::uuid[], $2::uuid, $4::text[])) as found;
