-- Tasks of management reviews of an agency that are not done. $1 tenant, $2 how many.
select m.id as "reviewId", m.code, (t->>'number')::int as number, t->>'text' as text, t->>'ownerId' as "ownerId", t->>'dueOn' as "dueOn"
  from management_review m cross join lateral jsonb_array_elements(m.body->'tasks') t
 where m.tenant_id = $1::uuid and m.open_tasks > 0 and t->>'state' = 'open'
 order by m.id, (t->>'number')::int limit $2;
