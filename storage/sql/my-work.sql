-- Open dossiers of one kind of work, most urgent first, after a key. Serves the first page.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 kind: todo, mine, pool, waiting, paused or all, $6 the account and the absent people it
-- stands in for, $7 and $8 the key (due instant or 'infinity', id) or null, $9 how many.
-- Urgent is what runs: results that only wait to be fetched stand with the dossiers that have no due instant.
-- Steps are asked first: by index open_step_holder and open_step_pool; a person has few, whatever the agency has.
with hand as (
  select o.dossier_id from open_step o
   where o.tenant_id = $1::uuid and $5 in ('todo', 'mine') and o.holder_id = any ($6::uuid[])
  union
  select o.dossier_id from open_step o
   where o.tenant_id = $1::uuid and $5 in ('todo', 'pool') and o.holder_id is null and o.role = any ($4::text[])
     and (o.place = 'agency' or o.unit_id = any ($3::uuid[]))
), seen as (
  select d.tenant_id, d.id, r.due_at, d.body
    from dossier d
   cross join lateral (select coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity') as due_at) r
   where d.tenant_id = $1::uuid and d.closed_at is null
     and may_read(d, $3::uuid[], $2::uuid, $4::text[])
     and case $5
           when 'all' then true
           when 'paused' then d.status in (5, 6, 8)
           when 'waiting' then d.body->'doneBy' @? format('$.* ? (@ == "%s")', $2::text)::jsonpath
             and not exists (select 1 from open_step o where o.tenant_id = d.tenant_id and o.dossier_id = d.id and o.holder_id = any ($6::uuid[]))
           else d.id in (select dossier_id from hand)
         end
     and ($8::uuid is null or (r.due_at, d.id) > ($7::timestamptz, $8::uuid))
   order by r.due_at, d.id
   limit $9
)
select s.body as dossier, a.name as applicant_name
  from seen s left join applicant a on a.tenant_id = s.tenant_id and a.dossier_id = s.id
 order by s.due_at, s.id;
