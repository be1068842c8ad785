-- A proposal. $1 tenant, $2 id, $3 code, $4 and $5 revisions, $6 and $7 their hashes, $8 steps, $9 new limit, $10 ground, $11 and $12 decision, $13 by, $14 for, $15 instant.
insert into procedure_migration (tenant_id, id, procedure_code, from_revision, to_revision, from_hash, to_hash, steps, new_limit, ground, decision_number, decision_on,
                                 state, proposed_by, proposed_for, proposed_at)
values ($1::uuid, $2::uuid, $3::text, $4::integer, $5::integer, $6::text, $7::text, $8::jsonb, $9::boolean, $10::text, $11::text, $12::date, 'proposed', $13::uuid, $14::uuid, $15::timestamptz);
