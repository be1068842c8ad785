-- What a person looks at in the morning: open dossiers whose result is not ready, that they or those they stand in for have in hand or may take, that
-- are paused after they had a part in them, and for heads those of their units that are due before an instant. The most urgent first.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 the account and the absent people it stands in for, $6 units that it heads, $7 instant, $8 how many,
-- $9 local day. Indexes open_step_holder, open_step_pool, open_step_agency, dossier_doer_account, dossier_due.
with own as (
  select o.dossier_id as id from open_step o where o.tenant_id = $1::uuid and o.holder_id = any ($5::uuid[])
  union
  select o.dossier_id
    from role_reach($1::uuid, $2::uuid, $9::date) r
    join open_step o on o.tenant_id = $1::uuid and o.unit_id = r.unit_id and o.role = r.role and o.holder_id is null and o.place <> 'agency'
  union
  select o.dossier_id from open_step o where o.tenant_id = $1::uuid and o.holder_id is null and o.place = 'agency' and o.role = any ($4::text[])
  union
  select w.dossier_id
    from dossier_doer w
    join dossier d on d.tenant_id = w.tenant_id and d.id = w.dossier_id and d.closed_at is null and d.status in (5, 6, 8)
   where w.tenant_id = $1::uuid and w.account_id = $2::uuid
), headed as (
  select d.id from dossier d
   where cardinality($6::uuid[]) > 0 and d.tenant_id = $1::uuid and d.closed_at is null and d.result_ready_at is null and d.due_at < $7::timestamptz
     and (d.responsible_unit_id = any ($6::uuid[]) or d.receiving_unit_id = any ($6::uuid[]))
)
select d.body as dossier, a.name as applicant_name, exists (select from own where own.id = d.id) as own
  from (select id from own union select id from headed) w
  join dossier d on d.tenant_id = $1::uuid and d.id = w.id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where d.closed_at is null and d.result_ready_at is null and may_read(d, $3::uuid[], $2::uuid, $4::text[])
 order by coalesce(d.due_at, 'infinity'), d.id
 limit $8;
