-- The agency's own questions, those that ended too. $1 tenant.
select q.id, q.clause, q.text, q.from_on as "from", q.to_on as "to" from audit_question q where q.tenant_id = $1::uuid order by q.clause, q.id limit 1000;
