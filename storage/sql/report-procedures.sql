-- Procedures in force on the last day of a period, those of them that no document ever carried into force, and what changed within it: first revisions, later
-- ones, and those that nothing followed.
-- $1 tenant, $2 first day, $3 last day. Serves reports on the management system.
with revision as (
  select p.code, p.revision, p.kind as kind, p.valid_from, p.valid_to, lead(p.valid_from) over (partition by p.code order by p.revision) as next_from,
         lag(p.valid_from) over (partition by p.code order by p.revision) as former_from,
         exists (select 1 from document_procedure c join document_revision r on r.tenant_id = c.tenant_id and r.id = c.revision_id
                  where c.tenant_id = p.tenant_id and c.procedure_code = p.code and c.procedure_revision = p.revision and r.in_force is not null) as documented
    from procedure_revision p where p.tenant_id = $1::uuid and p.status = 'effective')
select count(distinct code) filter (where kind = 'tthc' and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date))::int as tthc,
       count(distinct code) filter (where kind = 'internal' and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date))::int as internal,
       count(distinct code) filter (where kind in ('tthc', 'internal') and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date) and not documented)::int as undocumented,
       count(*) filter (where former_from is null and valid_from between $2::date and $3::date)::int as begun,
       count(*) filter (where former_from is not null and valid_from between $2::date and $3::date)::int as amended,
       count(*) filter (where next_from is null and valid_to between $2::date and $3::date)::int as ended
  from revision;
