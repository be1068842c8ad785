-- Enters an agency whose figures are expected. $1 tenant, $2 code, $3 name, $4 decision, $5 at, $6 actor.
insert into subordinate (tenant_id, code, name, decision, entered_at, entered_by) values ($1::uuid, $2, $3, $4, $5::timestamptz, $6::uuid);
