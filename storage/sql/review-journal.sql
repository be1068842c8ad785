-- The journal of a management review in its order. $1 tenant, $2 review, $3 how many.
select seq, canonical, hash from management_review_journal where tenant_id = $1::uuid and review_id = $2::uuid order by seq limit $3;
