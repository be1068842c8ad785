-- Audits that somebody may see, the newest first, below a key. $1 tenant, $2 account, $3 units, $4 role names, $5 state or null, $6 year of the first day or null,
-- $7 the key (id) or null, $8 how many.
select a.body || jsonb_build_object('journalSeq', a.journal_seq, 'journalHash', a.journal_hash) as audit
  from audit a
 where a.tenant_id = $1::uuid and may_see_audit(a, $3::uuid[], $2::uuid, $4::text[]) and ($5::text is null or a.state = $5)
   and ($6::integer is null or extract(year from a.from_on) = $6) and ($7::uuid is null or a.id < $7)
 order by a.id desc
 limit $8;
