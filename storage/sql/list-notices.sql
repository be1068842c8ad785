-- A person's unread notices, the newest first (ids are ordered by the time of their making). Index notice_unread.
-- $1 agency, $2 account, $3 id of the last one of the page before or null, $4 how many.
select n.id, n.dossier_id, n.kind, n.payload, n.created_at, d.body->>'code' as dossier_code
  from notice n
  left join dossier d on d.tenant_id = n.tenant_id and d.id = n.dossier_id
 where n.tenant_id = $1 and n.account_id = $2 and n.read_at is null and ($3::uuid is null or n.id < $3)
 order by n.id desc
 limit $4;
