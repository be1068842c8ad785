-- The versions of a calendar, the newest first, with who published them and what that did; the first one was entered without a publication.
-- $1 tenant, $2 calendar, $3 below this version or null, $4 how many.
select v.version, v.body->>'coversFrom' as covers_from, v.body->>'coversTo' as covers_to, v.created_at, a.full_name, p.moved, p.kept, p.finished_at, p.version is not null as published
  from calendar_version v
  left join calendar_publication p on p.tenant_id = v.tenant_id and p.calendar_id = v.id and p.version = v.version
  left join account a on a.tenant_id = p.tenant_id and a.id = p.account_id
 where v.tenant_id = $1::uuid and v.id = $2::text and ($3::integer is null or v.version < $3)
 order by v.version desc
 limit $4;
