-- One more question of the agency's own. $1 tenant, $2 id, $3 clause, $4 text, $5 first day, $6 account.
insert into audit_question (tenant_id, id, clause, text, from_on, created_by) values ($1::uuid, $2::uuid, $3, $4, $5::date, $6::uuid);
