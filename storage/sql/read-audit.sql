-- One audit. No row: unknown, or not for them, alike. $1 tenant, $2 account, $3 units, $4 role names, $5 audit.
select a.body || jsonb_build_object('journalSeq', a.journal_seq, 'journalHash', a.journal_hash) as audit
  from audit a
 where a.tenant_id = $1::uuid and a.id = $5::uuid and may_see_audit(a, $3::uuid[], $2::uuid, $4::text[]);
