-- Open dossiers that the account may read, most urgent first, after a key. Serves the first page, the late list, exports and GET /dossiers.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 and $6 the key (due instant or 'infinity', id) or null, $7 how many,
-- $8 due at this instant or before, or null, $9 paused only, $10 procedure or null, $11 holder of a step or null,
-- $12 these units alone or null, $13 official status or null, $14 code prefix or null.
-- Each unit is asked for its first rows out of its own index (dossier_open_responsible, dossier_open_receiving) and the answers are merged: what a
-- page costs does not grow with the agency. The units are the reader's, so that the predicate of a read holds; it is asked all the same.
with bound as (
  select coalesce($5::timestamptz, case when $9::boolean then 'infinity' else '-infinity' end::timestamptz) as at,
         coalesce($6::uuid, '00000000-0000-0000-0000-000000000000') as id, coalesce($8::timestamptz, 'infinity') as until
), unit_of as (
  select u.id from unnest($3::uuid[]) u (id) where $12::uuid[] is null or u.id = any ($12::uuid[])
), found as (
  select k.id, k.at
    from bound b cross join unit_of u cross join lateral (
      select d.id, coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity'::timestamptz) as at
        from dossier d
       where d.tenant_id = $1::uuid and d.responsible_unit_id = u.id and d.closed_at is null
         and (coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity'::timestamptz), d.id) > (b.at, b.id)
         and coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity'::timestamptz) <= b.until
         and (not $9::boolean or d.status in (5, 6, 8)) and ($10::text is null or d.procedure_code = $10)
         and ($13::smallint is null or d.status = $13) and ($14::text is null or starts_with(d.code, $14))
         and ($11::uuid is null or exists (select 1 from open_step o where o.tenant_id = d.tenant_id and o.dossier_id = d.id and o.holder_id = $11))
       order by 2, 1 limit $7) k
  union
  select k.id, k.at
    from bound b cross join unit_of u cross join lateral (
      select d.id, coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity'::timestamptz) as at
        from dossier d
       where d.tenant_id = $1::uuid and d.receiving_unit_id = u.id and d.closed_at is null
         and (coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity'::timestamptz), d.id) > (b.at, b.id)
         and coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity'::timestamptz) <= b.until
         and (not $9::boolean or d.status in (5, 6, 8)) and ($10::text is null or d.procedure_code = $10)
         and ($13::smallint is null or d.status = $13) and ($14::text is null or starts_with(d.code, $14))
         and ($11::uuid is null or exists (select 1 from open_step o where o.tenant_id = d.tenant_id and o.dossier_id = d.id and o.holder_id = $11))
       order by 2, 1 limit $7) k
  union
  select d.id, r.at
    from (select o.dossier_id from open_step o where o.tenant_id = $1::uuid and o.holder_id = $2::uuid
          union
          select o.dossier_id from open_step o where o.tenant_id = $1::uuid and o.place = 'agency' and o.role = any ($4::text[])) s
   cross join bound b
    join dossier d on d.tenant_id = $1::uuid and d.id = s.dossier_id and d.closed_at is null
   cross join lateral (select coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity'::timestamptz) as at) r
   where (r.at, d.id) > (b.at, b.id) and r.at <= b.until
     and (not $9::boolean or d.status in (5, 6, 8)) and ($10::text is null or d.procedure_code = $10)
     and ($13::smallint is null or d.status = $13) and ($14::text is null or starts_with(d.code, $14))
     and ($11::uuid is null or exists (select 1 from open_step o where o.tenant_id = d.tenant_id and o.dossier_id = d.id and o.holder_id = $11))
     and ($12::uuid[] is null or d.responsible_unit_id = any ($12::uuid[]) or d.receiving_unit_id = any ($12::uuid[]))
)
select d.body as dossier, a.name as applicant_name
  from (select id, at from found order by at, id limit $7) f
  join dossier d on d.tenant_id = $1::uuid and d.id = f.id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where may_read(d, $3::uuid[], $2::uuid, $4::text[])
 order by f.at, f.id;
