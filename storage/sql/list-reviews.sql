-- Management reviews that somebody may see, the newest first; or the one asked for. $1 tenant, $2 account, $3 role names, $4 id or null, $5 how many.
select m.body as review from management_review m
 where m.tenant_id = $1::uuid and may_see_review(m, $2::uuid, $3::text[]) and ($4::uuid is null or m.id = $4)
 order by m.id desc limit $5;
