-- Controlled documents that were in force at an instant, as the journals had it at another: counted by type, and the first of them listed by code. A revision whose
-- day had come is in force once its switch was recorded, and until its end was. $1 tenant, $2 in force at, $3 known at, $4 zone, $5 how many are listed.
-- Serves reports on the management system.
with stood as materialized (
  select d.code, d.type, r.title, r.issue, r.revision, lower(r.in_force) as since
    from revisions_known($1::uuid, $2::timestamptz, $3::timestamptz) r
    join document d on d.tenant_id = r.tenant_id and d.id = r.document_id),
listed as (
  select code, type, title, issue || '/' || revision as edition, (since at time zone $4)::date::text as since from stood order by code limit $5)
select (select coalesce(jsonb_agg(c), '[]'::jsonb) from (select type, count(*)::integer as number from stood group by type order by type) c) as counts,
       (select coalesce(jsonb_agg(l order by l.code), '[]'::jsonb) from listed l) as listed;
