-- By which decision an entry reads otherwise from now on. $1 tenant, $2 journal, $3 record, $4 seq, $5 sum of what is left, $6 dossier, $7 decision, $8 instant.
insert into journal_erasure (tenant_id, journal, record_id, seq, left_hash, dossier_id, decision, erased_at) values ($1::uuid, $2, $3::uuid, $4::integer, $5, $6::uuid, $7, $8::timestamptz);
