-- Controlled documents in force at an instant, by code. $1 tenant, $2 instant, $3 zone, $4 how many. Serves reports on the management system.
select d.code, d.type, r.title, r.issue, r.revision, (lower(r.in_force) at time zone $3)::date::text as since
  from document_revision r
  join document d on d.tenant_id = r.tenant_id and d.id = r.document_id
 where r.tenant_id = $1::uuid and r.in_force @> $2::timestamptz
 order by d.code
 limit $4;
