-- Who wants the day's list by e-mail and has not got one of that day. $1 agency, $2 agency-local date. Index mail_daily.
select c.account_id
  from mail_choice c
  join account a on a.tenant_id = c.tenant_id and a.id = c.account_id and a.active
 where c.tenant_id = $1::uuid and c.address is not null and c.daily
   and not exists (select from mail m where m.tenant_id = c.tenant_id and m.account_id = c.account_id and m.kind = 'daily' and m.on_date = $2::date)
 order by c.account_id;
