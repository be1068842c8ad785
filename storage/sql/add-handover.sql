-- Keeps the record of a handover. $1 tenant, $2 id, $3 who hands over, $4 who carried it out, $5 instant, $6 decision, $7 the record.
insert into handover (tenant_id, id, account_id, actor_id, at, decision, body) values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::timestamptz, $6, $7::jsonb);
