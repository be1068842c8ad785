-- Dossiers that the account may read, by due instant (those without one last) and id, after a key. Serves GET /dossiers and the first page.
-- $1 tenant, $2 account, $3 units, $4 role names, $5 status or null, $6 open only, $7 due before or null, $8 procedure or null,
-- $9 code prefix or null, $10 and $11 the key (due instant or 'infinity', id) or null, $12 how many.
select d.body as dossier, a.name as applicant_name
  from dossier d
  left join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id
 where d.tenant_id = $1::uuid
   and may_read(d, $3::uuid[], $2::uuid, $4::text[])
   and ($5::smallint is null or d.status = $5)
   and (not $6::boolean or d.closed_at is null)
   and ($7::timestamptz is null or d.due_at < $7)
   and ($8::text is null or d.procedure_code = $8)
   and ($9::text is null or starts_with(d.code, $9))
   and ($11::uuid is null or (coalesce(d.due_at, 'infinity'), d.id) > ($10::timestamptz, $11::uuid))
 order by coalesce(d.due_at, 'infinity'), d.id
 limit $12;
