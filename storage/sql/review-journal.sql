-- The journal of a management review in its order. $1 tenant, $2 review, $3 how many.
select j.seq, j.canonical, j.hash,
       (select e.left_hash from journal_erasure e where e.tenant_id = j.tenant_id and e.journal = 'review' and e.record_id = j.review_id and e.seq = j.seq order by e.erased_at desc limit 1) as "left"
  from management_review_journal j
 where j.tenant_id = $1::uuid and j.review_id = $2::uuid
 order by j.seq
 limit $3;
