-- Open dossiers that wait for a person, most urgent first, after a key. Serves the first page.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 kind: todo, mine or pool, $6 the account and the absent people it stands in for, $7 local day,
-- $8 and $9 the key (due instant or 'infinity', id) or null, $10 how many.
-- Urgent is what runs: results that only wait to be fetched stand with the dossiers that have no due instant.
-- Steps are asked first, by index open_step_holder, open_step_pool and open_step_agency. A pool is a role and a unit together.
with hand as (
  select o.dossier_id from open_step o
   where o.tenant_id = $1::uuid and $5 in ('todo', 'mine') and o.holder_id = any ($6::uuid[])
  union
  select o.dossier_id
    from role_reach($1::uuid, $2::uuid, $7::date) r
    join open_step o on o.tenant_id = $1::uuid and o.unit_id = r.unit_id and o.role = r.role and o.holder_id is null and o.place <> 'agency'
   where $5 in ('todo', 'pool')
  union
  select o.dossier_id from open_step o
   where o.tenant_id = $1::uuid and $5 in ('todo', 'pool') and o.holder_id is null and o.place = 'agency' and o.role = any ($4::text[])
), seen as (
  select d.tenant_id, d.id, r.due_at, d.body
    from hand h
    join dossier d on d.tenant_id = $1::uuid and d.id = h.dossier_id and d.closed_at is null
   cross join lateral (select coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity') as due_at) r
   where may_read(d, $3::uuid[], $2::uuid, $4::text[])
     and (r.due_at, d.id) > (coalesce($8::timestamptz, '-infinity'), coalesce($9::uuid, '00000000-0000-0000-0000-000000000000'))
   order by r.due_at, d.id
   limit $10
)
select s.body as dossier, a.name as applicant_name
  from seen s left join applicant a on a.tenant_id = s.tenant_id and a.dossier_id = s.id
 order by s.due_at, s.id;
