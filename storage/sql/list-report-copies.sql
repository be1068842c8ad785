-- Reports that were sent, the newest first, or the one asked for. $1 tenant, $2 id or null, $3 how many. The model only of the one asked for.
select c.id, c.layout, c.period_from::text as "from", c.period_to::text as "to", c.number, c.sent_on::text as "sentOn", c.title, c.sha256, c.seen, c.object_id as "objectId", c.created_at, a.full_name as by,
       (select m.id from made_report m where m.tenant_id = c.tenant_id and m.copy_id = c.id) as "figuresId",
       case when $2::uuid is not null then c.report end as report
  from report_copy c
  join account a on a.tenant_id = c.tenant_id and a.id = c.created_by
 where c.tenant_id = $1::uuid and ($2::uuid is null or c.id = $2::uuid)
 order by c.id desc
 limit $3;
