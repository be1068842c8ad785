-- Adds to what a publication has done so far. $1 tenant, $2 calendar, $3 version, $4 moved, $5 kept.
update calendar_publication set moved = moved + $4::integer, kept = kept + $5::integer
 where tenant_id = $1::uuid and calendar_id = $2::text and version = $3::integer;
