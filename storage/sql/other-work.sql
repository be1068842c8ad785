-- What waits for a person beside dossiers: how much of each kind, and when the first of it is due. Kinds with nothing are left out. Every part is of the person's
-- own or of those they stand in for, so no predicate of a read is asked. $1 tenant, $2 account, $3 the account and the absent people it stands in for,
-- $4 local day, $5 zone, $6 the bound of each count. Serves the first page.
with unread as (
  select null::date as due_on
    from document d
   where d.tenant_id = $1::uuid and d.in_force_id is not null
     and d.id in (select w.document_id from reading_of($1::uuid, array[$2::uuid], $4::date, null) w)
     and not exists (select 1 from document_acknowledgement a where a.tenant_id = d.tenant_id and a.revision_id = d.in_force_id and a.account_id = $2::uuid)
   limit $6),
action as (
  select a.due_on from corrective_action a
   where a.tenant_id = $1::uuid and a.owner_id = any ($3::uuid[]) and a.state in ('analysing', 'doing')
   limit $6),
review as (
  select (k->>'dueOn')::date as due_on
    from management_review m cross join lateral jsonb_array_elements(m.body->'tasks') k
   where m.tenant_id = $1::uuid and m.open_tasks > 0 and k->>'state' = 'open' and k->>'ownerId' = any (select x::text from unnest($3::uuid[]) x)
   limit $6),
complaint_handled as (
  select (c.due_at at time zone $5::text)::date as due_on from complaint c
   where c.tenant_id = $1::uuid and c.state = 'handling' and c.handler_id = any ($3::uuid[]) and (c.person_id is null or c.person_id <> all ($3::uuid[]))
   limit $6)
select kind, count(*)::int as many, min(due_on)::text as "dueOn"
  from (select 'unread' as kind, due_on from unread union all select 'action', due_on from action
        union all select 'reviewTask', due_on from review union all select 'complaint', due_on from complaint_handled) w
 group by kind;
