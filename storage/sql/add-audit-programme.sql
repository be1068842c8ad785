-- One more version of a yearly programme. SQLSTATE 23505: somebody else was first. $1 tenant, $2 year, $3 version, $4 at, $5 account, $6 canonical entry, $7 hash.
insert into audit_programme (tenant_id, year, version, at, actor_id, canonical, hash) values ($1::uuid, $2::integer, $3::integer, $4::timestamptz, $5::uuid, $6, $7);
