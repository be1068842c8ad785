-- Open dossiers of the units that a leader heads, with a step that nobody has in hand, or that this person has; most urgent first, after a key.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 local day, $6 holder or null for nobody, $7 and $8 the key (due instant or 'infinity', id) or null,
-- $9 how many, $10 roles of a leader, $11 roles whose steps are assigned. Serves /board. Indexes open_step_pool and open_step_holder.
with reached as (
  select distinct r.unit_id from role_reach($1::uuid, $2::uuid, $5::date) r where r.role = any ($10::text[])
), standing as (
  select o.dossier_id, o.step
    from reached r join open_step o on o.tenant_id = $1::uuid and o.unit_id = r.unit_id and o.role = any ($11::text[]) and o.holder_id is null
   where $6::uuid is null
  union all
  select o.dossier_id, o.step
    from open_step o where o.tenant_id = $1::uuid and o.holder_id = $6::uuid and o.unit_id in (select unit_id from reached)
), seen as (
  select d.tenant_id, d.id, r.at, s.steps
    from (select dossier_id, array_agg(step order by step) as steps from standing group by dossier_id) s
    join dossier d on d.tenant_id = $1::uuid and d.id = s.dossier_id and d.closed_at is null
   cross join lateral (select coalesce(case when d.result_ready_at is null then d.due_at end, 'infinity'::timestamptz) as at) r
   where (r.at, d.id) > (coalesce($7::timestamptz, '-infinity'), coalesce($8::uuid, '00000000-0000-0000-0000-000000000000'))
     and may_read(d, $3::uuid[], $2::uuid, $4::text[])
   order by r.at, d.id
   limit $9
)
select d.body as dossier, a.name as applicant_name, s.steps,
       unit_line(d.tenant_id, d.receiving_unit_id, $5::date) as receiving_line, unit_line(d.tenant_id, d.responsible_unit_id, $5::date) as responsible_line
  from seen s
  join dossier d on d.tenant_id = s.tenant_id and d.id = s.id
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 order by s.at, s.id;
