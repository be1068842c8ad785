-- What a person has in hand today, by kind: how much, how much of it keeps the account open, and the first of it, soonest due first.
-- What waits for others (approval, verification, measuring) or lapses by itself (a document checked out) does not keep it open.
-- $1 tenant, $2 account, $3 how many of each kind, $4 zone, $5 instant in ms. Serves the page of a person, ending the last role, closing the account.
with item as (
  select 'dossier' as kind, d.id, d.code, o.step as part, null::text as state, (o.due_at at time zone $4::text)::date as due_on, p.body->'title' as title, true as blocks
    from open_step o
    join dossier d on d.tenant_id = o.tenant_id and d.id = o.dossier_id and d.closed_at is null
    join procedure_revision p on p.tenant_id = d.tenant_id and p.hash = d.procedure_hash
   where o.tenant_id = $1::uuid and o.holder_id = $2::uuid
  union all
  select 'action', a.id, a.code, null, a.state, a.due_on, null, a.state in ('analysing', 'awaitingApproval', 'doing')
    from corrective_action a
   where a.tenant_id = $1::uuid and a.owner_id = $2::uuid and a.ended_at is null
  union all
  select 'reviewTask', m.id, m.code, k->>'number', k->>'state', (k->>'dueOn')::date, null, k->>'state' = 'open'
    from management_review m cross join lateral jsonb_array_elements(m.body->'tasks') k
   where m.tenant_id = $1::uuid and k->>'ownerId' = $2::uuid::text and k->>'state' in ('open', 'reported')
  union all
  select 'complaint', c.id, c.code, null, c.state, (c.due_at at time zone $4::text)::date, null, true
    from complaint c
   where c.tenant_id = $1::uuid and c.handler_id = $2::uuid and c.state = 'handling'
  union all
  select 'document', d.id, d.code, r.issue || '.' || r.revision,
         case when exists (select from jsonb_array_elements(d.body->'revisions') v where v->>'id' = r.id::text and v->'checkOut'->>'accountId' = $2::uuid::text
           and (v->'checkOut'->>'untilMs')::double precision > $5::double precision) then 'checkedOut' else r.state end, null, null, false
    from document d
    join document_revision r on r.tenant_id = d.tenant_id and r.document_id = d.id and r.state in ('draft', 'inReview', 'approved', 'scheduled') and r.drafters @> array[$2::uuid]
   where d.tenant_id = $1::uuid and d.open_state is not null
  union all
  select 'audit', a.id, a.code, m->>'post', a.state, a.to_on, null, a.state <> 'reported'
    from audit a cross join lateral jsonb_array_elements(a.body->'plan'->'team') m
   where a.tenant_id = $1::uuid and a.people @> array[$2::uuid] and a.ended_at is null and m->>'accountId' = $2::uuid::text
), ranked as (
  select item.*, row_number() over (partition by kind order by due_on nulls last, code, id, part) as rank from item
)
select kind, count(*)::integer as count, count(*) filter (where blocks)::integer as blocking,
       jsonb_agg(jsonb_build_object('id', id, 'code', code, 'part', part, 'state', state, 'dueOn', due_on, 'title', title, 'blocks', blocks) order by rank) filter (where rank <= $3::integer) as items
  from ranked
 group by kind
 order by array_position(array['dossier', 'action', 'reviewTask', 'complaint', 'document', 'audit'], kind);
