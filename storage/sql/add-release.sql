-- Enters a release. $1 tenant, $2 id, $3 number and $4 day of the decision, $5 title, $6 first day in force, $7 instant, $8 account.
insert into document_release (tenant_id, id, decision_number, decision_on, title, effective_on, created_at, created_by)
values ($1::uuid, $2::uuid, $3::text, $4::date, $5::text, $6::date, $7::timestamptz, $8::uuid);
