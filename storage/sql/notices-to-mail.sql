-- Unread notices that their people want by e-mail and that no message was claimed for. Only fresh ones, from after the choice was made, and for
-- nobody who had a message a moment ago: several notices go together. Indexes notice_unread, mail_person.
-- $1 kinds proposed, $2 oldest instant, $3 instant after which no message was made, $4 how many.
select n.tenant_id, n.account_id, n.id
  from mail_choice c
  join account a on a.tenant_id = c.tenant_id and a.id = c.account_id and a.active
  join notice n on n.tenant_id = c.tenant_id and n.account_id = c.account_id and n.read_at is null
   and n.created_at > greatest($2::timestamptz, c.changed_at) and n.kind = any (coalesce(c.kinds, $1::text[]))
 where c.address is not null
   and not exists (select from mail_notice m where m.tenant_id = n.tenant_id and m.notice_id = n.id)
   and not exists (
     select from mail m where m.tenant_id = c.tenant_id and m.account_id = c.account_id and m.kind = 'notices' and m.created_at > $3::timestamptz)
 order by n.tenant_id, n.account_id, n.id
 limit $4;
