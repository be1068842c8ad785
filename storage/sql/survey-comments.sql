-- What people wrote, of units that have enough answers in [$2, $3) to be shown. $1 tenant, $4 units, $5 the least answers, $6 how many. Neither dossier nor day leaves.
with told as (
  select d.responsible_unit_id as unit, a.comment, a.id
    from survey_answer a
    join dossier d on d.tenant_id = a.tenant_id and d.id = a.dossier_id
   where a.tenant_id = $1::uuid and d.delivered_at >= $2::timestamptz and d.delivered_at < $3::timestamptz and d.responsible_unit_id = any ($4::uuid[]))
select t.unit, t.comment
  from told t
 where t.comment is not null and (select count(*) from told o where o.unit = t.unit) >= $5::integer
 order by md5(t.id::text)
 limit $6;
