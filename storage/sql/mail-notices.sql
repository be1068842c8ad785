-- What a message tells: its notices that are still unread and that the person may still read. $1 agency, $2 message, $3 account, $4 units, $5 role names.
select n.id, n.kind, n.payload, n.created_at, n.read_at, d.body as dossier
  from mail_notice m
  join notice n on n.tenant_id = m.tenant_id and n.id = m.notice_id and n.read_at is null
  left join dossier d on d.tenant_id = n.tenant_id and d.id = n.dossier_id
 where m.tenant_id = $1::uuid and m.mail_id = $2::uuid and n.account_id = $3::uuid
   and (n.dossier_id is null or may_read(d, $4::uuid[], $3::uuid, $5::text[]))
 order by n.id;
