-- The inputs of a review as they were frozen. $1 tenant, $2 review.
select report, sha256, frozen_at from management_review_input where tenant_id = $1::uuid and review_id = $2::uuid;
