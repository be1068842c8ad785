-- What a year of the management system is drawn from: evidence with its day, and what asks for something. $1 tenant, $2 first day, $3 last day of evidence,
-- $4 zone, $5 today. What is still undone is told however old it is.
with stated as (
  select f.id, f.kind, f.number, f.title, v.body, coalesce(v.body->>'to', v.body->>'on') as day, (v.at at time zone $4)::date::text as entered
    from fact f join fact_version v on v.tenant_id = f.tenant_id and v.fact_id = f.id and v.version = f.version
   where f.tenant_id = $1::uuid and not f.withdrawn and f.kind in ('plan', 'objectives', 'training', 'context', 'risk', 'announcement', 'milestone')),
evidence as (
  select case s.kind when 'announcement' then 'republication' when 'risk' then 'risks' else s.kind end as kind, s.day as "on", s.number || ': ' || s.title as text, '/facts/' || s.id as href
    from stated s where s.kind <> 'milestone' and (s.kind = 'announcement' or s.day between $2 and $3)
  union all
  select k.kind, c.sent_on::text, c.number || ': ' || c.title, '/reports/copies/' || c.id
    from report_copy c cross join lateral (values ('halfYearReport'), ('annualReport')) as k (kind)
   where c.tenant_id = $1::uuid and c.sent_on between $2::date and $3::date and c.layout in ('commune', case k.kind when 'annualReport' then 'annual' else 'halfYear' end)
  union all
  select 'internalAudit', (a.reported_at at time zone $4)::date::text, a.code, '/audits/' || a.id
    from audit a where a.tenant_id = $1::uuid and a.state in ('reported', 'closed') and (a.reported_at at time zone $4)::date between $2::date and $3::date
  union all
  select 'satisfaction', c.to_on::text, c.title || ' (' || c.answers || ')', '/satisfaction'
    from survey_campaign c where c.tenant_id = $1::uuid and c.answers > 0 and c.to_on between $2::date and least($3::date, $5::date)
  union all
  select 'managementReview', m.held_on::text, m.code || coalesce(': ' || (m.body->'minutes'->>'number'), ''), '/reviews/' || m.id
    from management_review m where m.tenant_id = $1::uuid and m.held_on between $2::date and $3::date),
scope as (
  select p.code, p.valid_from, p.valid_to, lag(p.valid_from) over w as former_from, lead(p.valid_from) over w as next_from
    from procedure_revision p where p.tenant_id = $1::uuid and p.status = 'effective' and p.kind = 'tthc' window w as (partition by p.code order by p.revision)),
answered as (
  select n.id, n.code, n.occurred_on, a.code as answer,
         case when n.settled is not null then to_timestamp((n.settled->>'atMs')::double precision / 1000)
              when a.state in ('verifying', 'measuring', 'closed') then to_timestamp((a.body->'finished'->>'atMs')::double precision / 1000) end as answered_at
    from nonconformity n left join corrective_action a on a.tenant_id = n.tenant_id and a.id = n.action_id
   where n.tenant_id = $1::uuid and n.source = 'inspection'),
-- Whoever took up a role in the year and did not hold it the day before; not those with whom the agency began.
beginner as materialized (
  select g.account_id, a.full_name, g.role, g.valid_from as since
    from role_grant g join account a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.active
   where g.tenant_id = $1::uuid and g.valid_from between $2::date and $5::date and (g.valid_to is null or g.valid_to >= $5::date)
     and g.valid_from > (select min(valid_from) from role_grant where tenant_id = $1::uuid)
     and not exists (select 1 from role_grant b where b.tenant_id = g.tenant_id and b.account_id = g.account_id and b.role = g.role and b.valid_from < g.valid_from
       and (b.valid_to is null or b.valid_to >= g.valid_from - 1))),
-- Of what the role asks for, the revisions that were in force within their first month: later ones are everybody's to read.
beginning as (
  select b.account_id, b.since, count(distinct w.revision_id) filter (where k.acknowledged_at is null) as unread, max((k.acknowledged_at at time zone $4)::date) as last_on
    from beginner b
    left join reading_of($1::uuid, array(select account_id from beginner), $5::date, null) w on w.account_id = b.account_id and w.role = b.role
      and exists (select 1 from document_revision v where v.tenant_id = $1::uuid and v.id = w.revision_id and (lower(v.in_force) at time zone $4)::date <= b.since + 30)
    left join document_acknowledgement k on k.tenant_id = $1::uuid and k.revision_id = w.revision_id and k.account_id = b.account_id
   group by b.account_id, b.since)
select jsonb_build_object(
  'evidence', (select coalesce(jsonb_agg(to_jsonb(e) order by e."on", e.text), '[]'::jsonb) from evidence e),
  'laws', (select coalesce(jsonb_agg(to_jsonb(l)), '[]'::jsonb) from (
    select w.id, w.number, w.effective_from::text as "effectiveFrom", count(*)::int as documents,
           case when count(*) = count(k.taken_at) then (max(k.taken_at) at time zone $4)::date::text end as "takenOn"
      from law w join document_law k on k.tenant_id = w.tenant_id and k.law_id = w.id join document d on d.tenant_id = k.tenant_id and d.id = k.document_id
     where w.tenant_id = $1::uuid and (d.retired_at is null or k.taken_at is not null)
     group by w.id, w.number, w.effective_from) l),
  'inspections', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'code', code, 'occurredOn', occurred_on, 'answeredOn', (answered_at at time zone $4)::date, 'answer', coalesce(answer, code))), '[]'::jsonb) from answered),
  'scopeChanges', (select coalesce(jsonb_agg(distinct day), '[]'::jsonb) from (
    select valid_from::text as day from scope where former_from is null and valid_from <= $5::date
    union select (valid_to + 1)::text from scope where next_from is null and valid_to < $5::date) c
    -- What changed before the agency came here, and before the first announcement that it entered, nobody can answer for.
    where day >= least((select (created_at at time zone $4)::date::text from tenant where id = $1::uuid), (select min("on") from evidence where kind = 'republication'))),
  'toReview', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'code', code, 'on', next_review_on)), '[]'::jsonb)
    from document where tenant_id = $1::uuid and retired_at is null and in_force_id is not null and next_review_on <= $3::date),
  'reviewed', (select coalesce(jsonb_agg(to_jsonb(r)), '[]'::jsonb) from (
    select d.id, d.code, (j.at at time zone $4)::date::text as "on" from document_journal j join document d on d.tenant_id = j.tenant_id and d.id = j.document_id
     where j.tenant_id = $1::uuid and j.event = 'CONFIRM' and (j.at at time zone $4)::date between $2::date and $3::date
    union
    select d.id, d.code, (lower(v.in_force) at time zone $4)::date::text from document_revision v join document d on d.tenant_id = v.tenant_id and d.id = v.document_id
     where v.tenant_id = $1::uuid and v.ordinal > 1 and (lower(v.in_force) at time zone $4)::date between $2::date and $3::date) r),
  'milestones', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', number, 'title', title, 'dueOn', day,
      'doneOn', case when (body->'figures'->>'donePercent')::int >= 100 then entered end)), '[]'::jsonb) from stated where kind = 'milestone'),
  'newcomers', (select coalesce(jsonb_agg(jsonb_build_object('accountId', g.account_id, 'name', a.full_name, 'since', g.since,
      'doneOn', case when g.unread = 0 then greatest(g.since, g.last_on) end)), '[]'::jsonb)
    from beginning g join account a on a.tenant_id = $1::uuid and a.id = g.account_id)) as facts;
