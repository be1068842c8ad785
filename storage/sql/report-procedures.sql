-- Procedures in force on the last day of a period, those of them that no document ever carried into force, and what changed within it: first revisions, later
-- ones, and those that nothing followed.
-- $1 tenant, $2 first day, $3 last day, $4 known at. Serves reports on the management system.
with known as (
  select p.tenant_id, p.code, p.revision, p.kind, p.valid_from, case when p.end_recorded_at is null or p.end_recorded_at <= $4::timestamptz then p.valid_to end as valid_to
    from procedure_revision p where p.tenant_id = $1::uuid and p.status = 'effective' and p.created_at <= $4::timestamptz),
revision as (
  select p.code, p.revision, p.kind, p.valid_from, p.valid_to, lead(p.valid_from) over (partition by p.code order by p.revision) as next_from,
         lag(p.valid_from) over (partition by p.code order by p.revision) as former_from,
         exists (select 1 from document_procedure c join document_revision r on r.tenant_id = c.tenant_id and r.id = c.revision_id
                   join document_journal j on j.tenant_id = r.tenant_id and j.document_id = r.document_id and j.in_force_id = r.id and j.recorded_at <= $4::timestamptz
                  where c.tenant_id = p.tenant_id and c.procedure_code = p.code and c.procedure_revision = p.revision) as documented
    from known p)
select count(distinct code) filter (where kind = 'tthc' and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date))::int as tthc,
       count(distinct code) filter (where kind = 'internal' and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date))::int as internal,
       count(distinct code) filter (where kind in ('tthc', 'internal') and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date) and not documented)::int as undocumented,
       count(*) filter (where former_from is null and valid_from between $2::date and $3::date)::int as begun,
       count(*) filter (where former_from is not null and valid_from between $2::date and $3::date)::int as amended,
       count(*) filter (where next_from is null and valid_to between $2::date and $3::date)::int as ended
  from revision;
