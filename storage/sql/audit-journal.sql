-- The journal of an audit in order. $1 tenant, $2 audit, $3 how many entries.
select j.seq, j.canonical, j.hash,
       (select e.left_hash from journal_erasure e where e.tenant_id = j.tenant_id and e.journal = 'audit' and e.record_id = j.audit_id and e.seq = j.seq order by e.erased_at desc limit 1) as "left"
  from audit_journal j
 where j.tenant_id = $1::uuid and j.audit_id = $2::uuid
 order by j.seq
 limit $3;
