-- People who hold a role on a day, with what they are to have read and what they were trained in by its end; by name, after a key. $1 tenant, $2 who asks,
-- $3 role names of who asks, $4 their today, $5 the day, $6 a unit (they hold a role in it or below) or null, $7 one account or null, $8 and $9 the key or null,
-- $10 how many, $11 with each revision and training, $12 as it was known at an instant (null: all that is known). Who sees whom: those who answer for the whole, a head the own unit, everybody themselves.
with recursive asker as (
  select $3::text[] && array['isoSecretary', 'qualityManager', 'agencyLeader', 'internalAuditor', 'inspector'] as sees_all, headed_units($1::uuid, $2::uuid, $4::date) as headed
), below as (
  select $6::uuid as id, 1 as depth
  union
  select u.id, b.depth + 1 from below b join unit u on u.tenant_id = $1::uuid and u.parent_id = b.id where b.depth < 20
), chosen as materialized (
  select a.id, a.full_name
    from asker k
    join account a on a.tenant_id = $1::uuid and ($7::uuid is null or a.id = $7::uuid) and ($9::uuid is null or (a.full_name, a.id) > ($8::text, $9::uuid))
   where exists (select 1 from grants_known($1::uuid, $12::timestamptz) g where g.account_id = a.id and g.valid_from <= $5::date and (g.valid_to is null or g.valid_to >= $5::date)
       and ($6::uuid is null or g.unit_id in (select id from below)) and (k.sees_all or a.id = $2::uuid or g.unit_id = any (k.headed)))
   order by a.full_name, a.id
   limit $10
), moment as (
  select least((($5::date + 1)::timestamp at time zone t.zone) - interval '1 millisecond', $12::timestamptz) as at, t.zone from tenant t where t.id = $1::uuid
), reading as materialized (
  select w.account_id, w.document_id, w.revision_id, array_remove(array_agg(distinct w.role), null) as roles, bool_or(w.role is null) as given, min(k.acknowledged_at) as read_at
    from reading_of($1::uuid, array(select id from chosen), $5::date, null, $12::timestamptz) w
    left join document_acknowledgement k on k.tenant_id = $1::uuid and k.revision_id = w.revision_id and k.account_id = w.account_id and k.acknowledged_at <= (select at from moment)
   group by w.account_id, w.document_id, w.revision_id
), trained as (
  select (p.value->>'accountId')::uuid as account_id, f.id as fact_id, v.body->>'number' as number, v.body->>'title' as title, coalesce(v.body->>'to', v.body->>'on') as day, p.value->>'as' as capacity
    from fact f
    join lateral (
      select k.body from fact_version k
       where k.tenant_id = f.tenant_id and k.fact_id = f.id and ($12::timestamptz is null or k.at <= $12::timestamptz) order by k.version desc limit 1) v on true
   cross join lateral jsonb_array_elements(coalesce(v.body->'people', '[]'::jsonb)) p
   where f.tenant_id = $1::uuid and f.kind = 'training' and not (v.body->>'withdrawn')::boolean and coalesce(v.body->>'to', v.body->>'on') <= $5::text and p.value->>'accountId' is not null
), held as materialized (
  select * from held_known($1::uuid, array(select id from chosen), $5::date, $12::timestamptz)
)
select c.id as account_id, c.full_name,
       (select coalesce(jsonb_agg(jsonb_build_object('role', h.role, 'unitId', h.unit_id, 'onBehalfOf', h.on_behalf_of)), '[]'::jsonb) from held h where h.account_id = c.id) as held,
       (select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'validFrom', g.valid_from, 'validTo', g.valid_to)), '[]'::jsonb)
          from grants_known($1::uuid, $12::timestamptz) g where g.account_id = c.id and g.valid_from <= $5::date) as grants,
       (select count(*)::integer from reading r where r.account_id = c.id) as to_read,
       (select count(*)::integer from reading r where r.account_id = c.id and r.read_at is not null) as read,
       (select coalesce(jsonb_agg(t.day order by t.day), '[]'::jsonb) from trained t where t.account_id = c.id) as trained_on,
       case when $11::boolean then (select coalesce(jsonb_agg(jsonb_build_object('documentId', r.document_id, 'revisionId', r.revision_id, 'code', d.code, 'title', v.title, 'issue', v.issue,
                'revision', v.revision, 'from', (lower(v.in_force) at time zone m.zone)::date, 'roles', r.roles, 'given', r.given, 'readAtMs', (extract(epoch from r.read_at) * 1000)::bigint)
                order by r.read_at is not null, d.code), '[]'::jsonb)
              from reading r join document d on d.tenant_id = $1::uuid and d.id = r.document_id join document_revision v on v.tenant_id = $1::uuid and v.id = r.revision_id cross join moment m
             where r.account_id = c.id) else '[]'::jsonb end as readings,
       case when $11::boolean then (select coalesce(jsonb_agg(jsonb_build_object('factId', t.fact_id, 'number', t.number, 'title', t.title, 'on', t.day, 'as', t.capacity) order by t.day desc, t.number), '[]'::jsonb)
              from trained t where t.account_id = c.id) else '[]'::jsonb end as trained
  from chosen c
 order by c.full_name, c.id;
