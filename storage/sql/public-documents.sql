-- Documents that anybody may read, by code: quality policies for everybody of the agency, in the revision in force. The one predicate of list and file.
-- $1 tenant, or null: every agency; $2 document, or null: all; $3 instant. Serves the public page. An agency has a few hundred documents: no index.
select d.tenant_id, d.id, d.code, v.body as revision
  from document d
  join document_revision r on r.tenant_id = d.tenant_id and r.document_id = d.id and r.id = d.in_force_id and r.state = 'effective' and r.in_force @> $3::timestamptz
 cross join lateral jsonb_array_elements(d.body->'revisions') v (body)
 where d.type = 'policy' and d.access = 'agency' and d.retired_at is null
   and ($1::uuid is null or d.tenant_id = $1::uuid) and ($2::uuid is null or d.id = $2::uuid)
   and v.body->>'id' = r.id::text
 order by d.code, d.id
 limit 50;
