-- How many dossiers that raised the alarm for an action would count as late in a stretch: they are left out of its baseline. $1 tenant, $2 nonconformities as JSON,
-- $3 first instant, $4 end instant, $5 unit or null, $6 field or null, $7 procedure or null.
select count(distinct d.id)::int as hits
  from nonconformity_dossier k
  join dossier d on d.tenant_id = k.tenant_id and d.id = k.dossier_id
  join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash
 where k.tenant_id = $1::uuid and k.nonconformity_id in (select x.id::uuid from jsonb_array_elements_text($2::jsonb) x (id))
   and ($5::uuid is null or d.responsible_unit_id = $5) and ($6::text is null or r.field = $6) and ($7::text is null or d.procedure_code = $7)
   and case when d.result_ready_at >= $3::timestamptz and d.result_ready_at < $4::timestamptz then d.timeliness = 'late'
            else coalesce(d.result_ready_at, d.closed_at, $4) >= $4 and d.due_at < $4 end;
