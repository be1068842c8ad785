-- A version of a calendar was published. $1 tenant, $2 calendar, $3 version, $4 account, $5 instant.
insert into calendar_publication (tenant_id, calendar_id, version, account_id, published_at) values ($1::uuid, $2, $3::integer, $4::uuid, $5::timestamptz);
