-- A person's notices, the newest first (ids are ordered by the time of their making). Indexes notice_person and notice_unread.
-- A notice about a dossier that the person may not read any more is not shown. $1 agency, $2 account, $3 units, $4 role names,
-- $5 kinds or null, $6 unread only, $7 id of the last one of the page before or null, $8 how many, $9 the only one asked for or null.
select n.id, n.kind, n.payload, n.created_at, n.read_at, d.body as dossier
  from notice n
  left join dossier d on d.tenant_id = n.tenant_id and d.id = n.dossier_id
 where n.tenant_id = $1::uuid and n.account_id = $2::uuid
   and (not $6::boolean or n.read_at is null)
   and ($5::text[] is null or n.kind = any ($5))
   and ($7::uuid is null or n.id < $7)
   and ($9::uuid is null or n.id = $9)
   and (n.dossier_id is null or may_read(d, $3::uuid[], $2::uuid, $4::text[]))
 order by n.id desc
 limit $8;
