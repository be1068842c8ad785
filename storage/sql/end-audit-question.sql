-- A question is asked no more from tomorrow on (never, when it began today). $1 tenant, $2 id, $3 last day.
update audit_question set to_on = $3::date where tenant_id = $1::uuid and id = $2::uuid and to_on is null returning id;
