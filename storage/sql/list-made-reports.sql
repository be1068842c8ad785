-- What was made, the newest first, or the one asked for with its body. $1 tenant, $2 id or null, $3 subjects or null for all, $4 how many.
select m.id, m.schedule_id as "scheduleId", m.period, m.subject, m.period_from::text as "from", m.period_to::text as "to", m.title, m.sha256, m.made_at, a.full_name as by, m.copy_id as "copyId",
       c.id as sent_id, c.number as sent_number, case when $2::uuid is not null then m.body end as body
  from made_report m
  left join account a on a.tenant_id = m.tenant_id and a.id = m.made_by
  -- The copy with the very same bytes, or the one that brought these figures along.
  left join lateral (select r.id, r.number from report_copy r where r.tenant_id = m.tenant_id and (r.id = m.copy_id or r.sha256 = m.sha256) order by r.id limit 1) c on true
 where m.tenant_id = $1::uuid and ($2::uuid is null or m.id = $2::uuid) and ($3::text[] is null or m.subject = any ($3::text[]))
 order by m.id desc
 limit $4;
