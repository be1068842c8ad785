-- A management review as it reads after an erasure. $1 tenant, $2 review, $3 body.
update management_review set body = $3::jsonb where tenant_id = $1::uuid and id = $2::uuid;
