-- Open dossiers in which this person has done a step and that now wait for others, most urgent first, after a key. Serves the first page.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 the account and the absent people it stands in for, $6 and $7 the key (due instant or
-- 'infinity', id) or null, $8 how many. Index dossier_doer_account.
with seen as (
  select d.tenant_id, d.id, r.due_at, d.body
    from dossier_doer w
    join dossier d on d.tenant_id = w.tenant_id and d.id = w.dossier_id and d.closed_at is null
   cross join lateral (select coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity') as due_at) r
   where w.tenant_id = $1::uuid and w.account_id = $2::uuid
     and (r.due_at, d.id) > (coalesce($6::timestamptz, '-infinity'), coalesce($7::uuid, '00000000-0000-0000-0000-000000000000'))
     and not exists (select 1 from open_step o where o.tenant_id = d.tenant_id and o.dossier_id = d.id and o.holder_id = any ($5::uuid[]))
     and may_read(d, $3::uuid[], $2::uuid, $4::text[])
   order by r.due_at, d.id
   limit $8
)
select s.body as dossier, a.name as applicant_name
  from seen s left join applicant a on a.tenant_id = s.tenant_id and a.dossier_id = s.id
 order by s.due_at, s.id;
