-- Stored answers and notices about some records. $1 tenant, $2 records. An answer about a line of a checklist names no audit: all of them come back.
select 'answer' as part, i.account_id as account, i.key, i.response::text as content from idempotency i where i.tenant_id = $1::uuid and (i.response->>'id' = any ($2::text[]) or i.response ? 'clause')
union all
select 'notice', null, n.id::text, n.payload::text from notice n where n.tenant_id = $1::uuid and (n.payload->>'reviewId' = any ($2::text[]) or n.payload->>'auditId' = any ($2::text[]));
