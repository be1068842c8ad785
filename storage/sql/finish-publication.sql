-- Marks a publication as done, and those before it: the newest version says it all. The first time counts; answers which were not done before. $1 tenant, $2 calendar, $3 version, $4 instant.
update calendar_publication set finished_at = $4::timestamptz
 where tenant_id = $1::uuid and calendar_id = $2::text and version <= $3::integer and finished_at is null
returning version;
