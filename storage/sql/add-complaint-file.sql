-- A file with a complaint. $1 tenant, $2 complaint, $3 object, $4 name, $5 instant, $6 who.
insert into complaint_file (tenant_id, complaint_id, object_id, name, added_at, added_by) values ($1::uuid, $2::uuid, $3::uuid, $4, $5::timestamptz, $6::uuid);
