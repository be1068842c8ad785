-- The next version of a calendar in the making. $1 tenant, $2 calendar.
select r.body, r.revision, a.full_name, r.changed_at
  from calendar_draft r join account a on a.tenant_id = r.tenant_id and a.id = r.account_id
 where r.tenant_id = $1::uuid and r.calendar_id = $2::text;
