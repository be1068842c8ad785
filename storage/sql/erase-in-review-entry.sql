-- An entry of a management review as it reads after an erasure. $1 tenant, $2 review, $3 seq, $4 what is left.
update management_review_journal set canonical = $4 where tenant_id = $1::uuid and review_id = $2::uuid and seq = $3::integer;
