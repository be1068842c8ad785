-- Written by npm run db:dump from a fresh migration; not to be edited.

create extension btree_gist;
create extension pg_trgm;
create extension unaccent;

CREATE OR REPLACE FUNCTION public.begin_history()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_zone text := (select t.zone from tenant t where t.id = new.tenant_id);
  v_newest timestamptz := coalesce((select max(greatest(j.at, j.recorded_at)) from journal j where j.tenant_id = new.tenant_id and j.dossier_id = new.id), new.standing_since);
begin
  insert into dossier_delta (tenant_id, side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, apology, asked, newest, number)
  select new.tenant_id, s.side, s.half, s.received, new.responsible_unit_id,
      new.receiving_unit_id, new.procedure_hash, new.channel, s.state, s.pace, s.due_at, s.apology, s.asked, v_newest, 1 from standing_of(new, v_zone) s
  union all
  select new.tenant_id, 'stood', c.half, half_of(new.received_at, v_zone), new.responsible_unit_id,
      new.receiving_unit_id, new.procedure_hash, new.channel, c.state, c.pace, null::timestamptz, c.apology, null::smallint, v_newest, 1
    from stood_cells(new.tenant_id, new.id, new.apology_at, v_zone, half_of(new.received_at, v_zone), half_of(coalesce(new.result_ready_at, new.closed_at, new.standing_since), v_zone)) c;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.begin_standing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_zone text := (select t.zone from tenant t where t.id = new.tenant_id);
begin
  if half_of(new.closed_at, v_zone) < half_of(new.result_ready_at, v_zone) then
    -- Closed before its result was ready, as logs tell it: between the two it was something else than after.
    new.standing_since := '-infinity';
    return new;
  end if;
  new.standing_since := last_event_at(new.body);
  if new.journal_seq = 1 then
    insert into dossier_delta (tenant_id, side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, apology, asked, newest, number)
    select new.tenant_id, s.side, s.half, s.received, new.responsible_unit_id,
      new.receiving_unit_id, new.procedure_hash, new.channel, s.state, s.pace, s.due_at, s.apology, s.asked, new.standing_since, 1 from standing_of(new, v_zone) s;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.count_anew(p_tenant uuid)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_count bigint;
begin
  lock table dossier_rollup in share row exclusive mode;
  with gone as (delete from dossier_rollup where tenant_id = p_tenant),
  summed as (delete from dossier_span where tenant_id = p_tenant),
  unfolded as (delete from dossier_delta where tenant_id = p_tenant),
  latest as materialized (select max(j.recorded_at) as at from journal j where j.tenant_id = p_tenant),
  added as (
    insert into dossier_delta (tenant_id, side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, apology, asked, newest, number)
    select r.tenant_id, r.side, r.half, r.received, r.unit_id, r.receiving_unit_id, r.procedure_hash, r.channel, r.state, r.pace, r.due_at, r.apology, r.asked, greatest(r.newest, l.at), r.number
      from recounted_standings(p_tenant) r, latest l returning 1)
  select count(*) into v_count from added;
  return v_count;
end $function$;

CREATE OR REPLACE FUNCTION public.count_letter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update dossier d set apology_at = least(d.apology_at, new.made_on::timestamp at time zone t.zone) from tenant t where t.id = new.tenant_id and d.tenant_id = new.tenant_id and d.id = new.dossier_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_rollup_differences(p_tenant uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  with known as (select r.hash, r.kind, r.online_level from procedure_revision r where r.tenant_id = p_tenant),
  cell as (select r.* from dossier_rollup r where r.tenant_id = p_tenant),
  kept as (
    select side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, apology, asked, number from cell
    union all
    select d.side, d.half, d.received, d.unit_id, d.receiving_unit_id, d.procedure_hash, d.channel, d.state, d.pace, d.due_at, d.apology, d.asked, d.number from dossier_delta d join known k on k.hash = d.procedure_hash where d.tenant_id = p_tenant),
  counted as (select d.side, d.half, d.received, d.unit_id, d.receiving_unit_id, d.procedure_hash, d.channel, d.state, d.pace, d.due_at, d.apology, d.asked, d.number from recounted_standings(p_tenant) d join known k on k.hash = d.procedure_hash),
  fine as (
    select 1 from (select *, 1 as sign from kept union all select *, -1 from counted) a
     group by side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, apology, asked having sum(number * sign) <> 0),
  half as (select s.tenant_id, s.grain, s.side, s.length, s.first, s.unit_id, s.procedure_hash, s.kind, s.received, s.way, s.fate, s.apology, s.asked, s.number from dossier_span s where s.tenant_id = p_tenant and s.length <= 1),
  halves as (
    select 1 from (select *, 1 as sign from half union all select *, -1 from (
    select f.tenant_id, g.grain, f.side, (case when f.side in ('ended', 'open') then 1 else 0 end)::smallint as length, f.half as first, case when g.grain = 'unit' then f.unit_id end as unit_id,
           case when g.grain = 'procedure' then f.procedure_hash end as procedure_hash, f.kind, f.received, way_of(f.channel, f.online_level) as way,
           concat(f.state, '/', coalesce(f.pace, case when f.side = 'open' then 'within' else '-' end)) as fate, case when f.pace in ('late', 'overdue') then f.apology end as apology,
           case when g.grain = 'whole' then f.asked end as asked, sum(f.number)::integer as number
      from cell f cross join (values ('whole'), ('unit'), ('procedure')) g (grain)
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    having sum(f.number) <> 0) c) a
     group by tenant_id, grain, side, length, first, unit_id, procedure_hash, kind, received, way, fate, apology, asked having sum(number * sign) <> 0),
  longer as (
    select 1 from (
      select s.tenant_id, s.grain, s.side, s.length, s.first, s.unit_id, s.procedure_hash, s.kind, s.received, s.way, s.fate, s.apology, s.asked, s.number, 1 as sign from dossier_span s where s.tenant_id = p_tenant and s.length > 1
      union all
      select *, -1 from (
    select h.tenant_id, h.grain, h.side, l.length, s.first, h.unit_id, h.procedure_hash, h.kind, least(h.received, s.first) as received, h.way, h.fate,
           case when h.apology < s.first + l.length then 0 else h.apology end as apology, h.asked, sum(h.number)::integer as number
      from half h
     cross join (values (2::smallint, 0), (2, 1), (6, 0), (6, 1), (12, 0), (12, 1), (24, 0), (24, 1)) l (length, ahead)
     cross join lateral (select (h.first + l.ahead) / l.length * l.length - l.ahead as first) s
     where h.side in ('ended', 'open')
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    having sum(h.number) <> 0) l) a
     group by tenant_id, grain, side, length, first, unit_id, procedure_hash, kind, received, way, fate, apology, asked having sum(number * sign) <> 0)
  select (select count(*) from fine) + (select count(*) from halves) + (select count(*) from longer)
$function$;

CREATE OR REPLACE FUNCTION public.document_level(p_document document, p_units uuid[], p_members uuid[], p_account uuid, p_roles text[])
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  select case
    when p_roles && array['isoSecretary', 'qualityManager', 'agencyLeader'] or p_document.owner_unit_id = any (p_units) then 3
    when exists (select 1 from document_revision r where r.tenant_id = p_document.tenant_id and r.document_id = p_document.id
      and r.state in ('draft', 'inReview', 'approved', 'scheduled') and p_account = any (r.drafters)) then 3
    when p_roles && array['internalAuditor', 'inspector'] then 2
    when p_document.in_force_id is null then 0
    when p_document.access = 'agency' then 1
    when exists (select 1 from document_holder h where h.tenant_id = p_document.tenant_id and h.document_id = p_document.id
      and (h.account_id = p_account or h.unit_id = any (p_members) or h.unit_id = any (p_units))) then 1
    else 0 end
$function$;

CREATE OR REPLACE FUNCTION public.document_words(p_text text)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE STRICT
AS $function$
begin
  return to_tsvector('simple', p_text);
exception when program_limit_exceeded then
  return to_tsvector('simple', left(p_text, 100000));
end $function$;

CREATE OR REPLACE FUNCTION public.doers_of(p_body jsonb)
 RETURNS SETOF uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select distinct v.id::uuid from jsonb_each(p_body->'doneBy') s cross join lateral jsonb_array_elements_text(s.value) as v (id)
$function$;

CREATE OR REPLACE FUNCTION public.dossier_standings(p_tenant uuid, p_from timestamp with time zone, p_end timestamp with time zone, p_known timestamp with time zone, p_now timestamp with time zone, p_zone text, p_kinds text[], p_units uuid[], p_account uuid, p_roles text[])
 RETURNS TABLE(id uuid, code text, procedure text, revision integer, field text, level text, online_level text, unit uuid, channel text, received_at timestamp with time zone, due_at timestamp with time zone, ended_at timestamp with time zone, carried boolean, state text, pace text, apologised boolean)
 LANGUAGE sql
 STABLE
AS $function$
with revision as materialized (
  select r.hash, r.revision, r.body->'field'->>'code' as field, r.body->>'level' as level, r.body->>'onlineLevel' as online_level
    from procedure_revision r where r.tenant_id = p_tenant and r.body->>'kind' = any (p_kinds)),
stood as (
  select d.id, d.code, d.procedure_code, r.revision, r.field, r.level, r.online_level, d.responsible_unit_id, d.channel, d.received_at, d.timeliness, last.clock,
         least(p_end, coalesce(p_known, p_now)) as at,
         coalesce(last.status, d.status) as status,
         case when last.at is null then d.due_at else (last.clock->>'dueAt')::timestamptz end as due_at,
         case when last.at is null or d.result_ready_at <= last.at then d.result_ready_at end as ready_at,
         case when last.at is null or d.closed_at <= last.at then d.closed_at end as closed_at
    from dossier d
    join revision r on r.hash = d.procedure_hash
    left join lateral (
      select j.at, j.status, j.canonical::jsonb->'clock' as clock
        from journal j
       where j.tenant_id = d.tenant_id and j.dossier_id = d.id and j.at < p_end
         and (p_known is null or (j.at <= p_known and j.recorded_at <= p_known))
         and (p_known is not null or d.closed_at is null or greatest(d.closed_at, d.result_ready_at) >= p_end)
       order by j.seq desc limit 1) last on true
   where d.tenant_id = p_tenant and d.received_at < p_end
     and (p_known is null and (coalesce(d.result_ready_at, d.closed_at) is null or coalesce(d.result_ready_at, d.closed_at) >= p_from)
       or d.received_at <= last.at)
     and (p_units is null or d.receiving_unit_id = any (p_units) or d.responsible_unit_id = any (p_units)
       or d.closed_at is null and may_read(d, p_units, p_account, p_roles))),
told as (
  select s.*, coalesce(s.ready_at, s.closed_at) as ended_at,
         case when s.ready_at is not null then 'ready'
              when s.closed_at is not null then case s.status when 7 then 'withdrawn' when 3 then 'refused' when 8 then 'stopped' else 'ended' end
              when s.status in (5, 6, 8) then 'paused' else 'working' end as state,
         case when s.ready_at is not null then s.timeliness
              when s.closed_at is not null then case when (s.closed_at at time zone p_zone)::date > (s.due_at at time zone p_zone)::date then 'late' else 'onTime' end
              when s.due_at < s.at or (s.clock->>'mode' = 'stopped' and (s.clock->>'consumed')::bigint > (s.clock->>'budget')::bigint) then 'overdue'
              else 'within' end as pace
    from stood s
   where coalesce(s.ready_at, s.closed_at) is null or coalesce(s.ready_at, s.closed_at) >= p_from)
select t.id, t.code, t.procedure_code, t.revision, t.field, t.level, t.online_level, t.responsible_unit_id, t.channel, t.received_at, t.due_at, t.ended_at, t.received_at < p_from,
       t.state, t.pace,
       t.pace in ('late', 'overdue') and (exists (
         select from journal j where j.tenant_id = p_tenant and j.dossier_id = t.id and j.event = 'APOLOGY_ISSUED' and j.at < p_end
            and (p_known is null or (j.at <= p_known and j.recorded_at <= p_known)))
         or exists (select from apology_letter l where l.tenant_id = p_tenant and l.dossier_id = t.id and (l.made_on::timestamp at time zone p_zone) < p_end
            and (p_known is null or l.recorded_at <= p_known)))
  from told t
$function$;

CREATE OR REPLACE FUNCTION public.duties_of(p_body json)
 RETURNS TABLE(role text, place text)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  with recursive state as (
    select p_body::jsonb->'machine' as node, p_body::jsonb#>>'{machine,meta,role}' as role, coalesce(p_body::jsonb#>>'{machine,meta,place}', 'responsible') as place,
           jsonb_path_query_array(p_body::jsonb->'machine'->'on', '$.**.meta') as metas
    union all
    select c.value, coalesce(c.value#>>'{meta,role}', s.role), coalesce(c.value#>>'{meta,place}', s.place),
           coalesce(s.metas, '[]'::jsonb) || coalesce(jsonb_path_query_array(c.value->'on', '$.**.meta'), '[]'::jsonb)
      from state s cross join lateral jsonb_each(case jsonb_typeof(s.node->'states') when 'object' then s.node->'states' else '{}' end) c
  ), leaf as (
    select * from state where coalesce(node->'states', '{}') = '{}' and coalesce(node->>'type', 'atomic') not in ('final', 'history')
  )
  select l.role, l.place from leaf l where l.role is not null
  union
  select coalesce(m.value->>'role', l.role), coalesce(m.value->>'place', l.place)
    from leaf l cross join lateral jsonb_array_elements(coalesce(l.metas, '[]'::jsonb)) m where coalesce(m.value->>'role', l.role) is not null
$function$;

CREATE OR REPLACE FUNCTION public.fold_rollup(p_most integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  v_taken integer;
  v_cells tid[];
  v_spans tid[];
  v_told integer;
begin
  with taken as (
    delete from dossier_delta where ctid = any (array(select ctid from dossier_delta limit p_most for update skip locked)) returning *),
  known as materialized (
    select r.tenant_id, r.hash, r.kind, r.online_level from procedure_revision r where (r.tenant_id, r.hash) in (select t.tenant_id, t.procedure_hash from taken t)),
  fact as (select t.*, k.kind, k.online_level from taken t join known k on k.tenant_id = t.tenant_id and k.hash = t.procedure_hash),
  c as (
    select f.tenant_id, f.side, f.half, f.received, f.unit_id, f.receiving_unit_id, f.procedure_hash, f.kind, f.online_level, f.channel, f.state, f.pace, f.due_at, f.apology, f.asked, sum(f.number)::integer as number
      from fact f group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 having sum(f.number) <> 0),
  cells as (
    insert into dossier_rollup as r (tenant_id, key, side, half, received, unit_id, receiving_unit_id, procedure_hash, kind, online_level, channel, state, pace, due_at, apology, asked, number)
    select c.tenant_id, md5(concat_ws('/', coalesce(c.side::text, ''), coalesce(c.half::text, ''), coalesce(c.received::text, ''), coalesce(c.unit_id::text, ''), coalesce(c.receiving_unit_id::text, ''), coalesce(c.procedure_hash::text, ''), coalesce(c.kind::text, ''), coalesce(c.online_level::text, ''), coalesce(c.channel::text, ''), coalesce(c.state::text, ''), coalesce(c.pace::text, ''), coalesce(extract(epoch from c.due_at)::text, ''), coalesce(c.apology::text, ''), coalesce(c.asked::text, '')))::uuid as key, c.side, c.half, c.received, c.unit_id, c.receiving_unit_id, c.procedure_hash, c.kind, c.online_level, c.channel, c.state, c.pace, c.due_at, c.apology, c.asked, c.number from c order by 1, 2
    on conflict (tenant_id, key) do update set number = r.number + excluded.number
    returning r.ctid as at, r.number),
  half as (
    select f.tenant_id, g.grain, f.side, (case when f.side in ('ended', 'open') then 1 else 0 end)::smallint as length, f.half as first, case when g.grain = 'unit' then f.unit_id end as unit_id,
           case when g.grain = 'procedure' then f.procedure_hash end as procedure_hash, f.kind, f.received, way_of(f.channel, f.online_level) as way,
           concat(f.state, '/', coalesce(f.pace, case when f.side = 'open' then 'within' else '-' end)) as fate, case when f.pace in ('late', 'overdue') then f.apology end as apology,
           case when g.grain = 'whole' then f.asked end as asked, sum(f.number)::integer as number
      from fact f cross join (values ('whole'), ('unit'), ('procedure')) g (grain)
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    having sum(f.number) <> 0),
  spans as (
    insert into dossier_span as r (tenant_id, grain, side, length, first, unit_id, procedure_hash, kind, received, way, fate, apology, asked, number)
    select s.* from (select * from half union all (
    select h.tenant_id, h.grain, h.side, l.length, s.first, h.unit_id, h.procedure_hash, h.kind, least(h.received, s.first) as received, h.way, h.fate,
           case when h.apology < s.first + l.length then 0 else h.apology end as apology, h.asked, sum(h.number)::integer as number
      from half h
     cross join (values (2::smallint, 0), (2, 1), (6, 0), (6, 1), (12, 0), (12, 1), (24, 0), (24, 1)) l (length, ahead)
     cross join lateral (select (h.first + l.ahead) / l.length * l.length - l.ahead as first) s
     where h.side in ('ended', 'open')
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    having sum(h.number) <> 0)) s order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    on conflict on constraint dossier_span_cell do update set number = r.number + excluded.number
    returning r.ctid as at, r.number),
  told as (
    insert into rollup_newest as r select t.tenant_id, max(t.newest) from taken t group by 1 order by 1
    on conflict (tenant_id) do update set newest = greatest(r.newest, excluded.newest) returning 1)
  -- Each in its turn: folds lock in one order.
  select (select count(*) from taken), (select array_agg(e.at) from cells e where e.number = 0), (select array_agg(e.at) from spans e where e.number = 0), (select count(*) from told)
    into v_taken, v_cells, v_spans, v_told;
  delete from dossier_rollup r where r.ctid = any (v_cells);
  delete from dossier_span s where s.ctid = any (v_spans);
  return v_taken;
end $function$;

CREATE OR REPLACE FUNCTION public.fold_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC))) $function$;

CREATE OR REPLACE FUNCTION public.grants_known(p_tenant uuid, p_known timestamp with time zone)
 RETURNS SETOF role_grant
 LANGUAGE sql
 STABLE
AS $function$
  select g.tenant_id, g.id, g.account_id, g.unit_id, g.role, g.valid_from, case when p.there then p.valid_to else g.valid_to end, g.decision
    from role_grant g
    left join lateral (
      select h.there, h.valid_to from register_past h
       where p_known is not null and h.tenant_id = g.tenant_id and h.relation = 'role_grant' and h.row_key = g.id::text and h.until > p_known order by h.until limit 1) p on true
   where g.tenant_id = p_tenant and p.there is not false
$function$;

CREATE OR REPLACE FUNCTION public.guard_legal_hold_object()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from stored_object where tenant_id = new.tenant_id and id = new.object_id and state <> 'purged' for share;
  if not found then
    raise exception 'there is no such object to hold' using errcode = 'foreign_key_violation';
  end if;
  perform from legal_hold where tenant_id = new.tenant_id and id = new.hold_id and released_at is null for share;
  if not found then
    raise exception 'this hold is released' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.guard_legal_hold()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.released_at is not null
    or (new.tenant_id, new.id, new.reason, new.placed_at, new.placed_by) is distinct from (old.tenant_id, old.id, old.reason, old.placed_at, old.placed_by) then
    raise exception 'a hold is released once, and its record stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.guard_stored_object()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'the row of an object stays' using errcode = 'restrict_violation';
  end if;
  if (new.tenant_id, new.id, new.object_key, new.version_id, new.sha256, new.crc32, new.size_bytes, new.content_type, new.file_name, new.created_at, new.created_by)
    is distinct from (old.tenant_id, old.id, old.object_key, old.version_id, old.sha256, old.crc32, old.size_bytes, old.content_type, old.file_name, old.created_at, old.created_by)
    or old.state = 'purged' then
    raise exception 'an object does not change' using errcode = 'restrict_violation';
  end if;
  if old.retain_until is not null and (new.retain_until is null or new.retain_until < old.retain_until) then
    raise exception 'retention only grows' using errcode = 'restrict_violation';
  end if;
  if new.state = 'purged' and (old.state <> 'discarded' or new.retain_until > new.purged_at or object_is_held(new.tenant_id, new.id)) then
    raise exception 'this object is kept' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.half_of(p_at timestamp with time zone, p_zone text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select date_part('year', p_at at time zone p_zone)::integer * 24 + date_part('month', p_at at time zone p_zone)::integer * 2 - 2
    + case when date_part('day', p_at at time zone p_zone) >= 15 then 1 else 0 end
$function$;

CREATE OR REPLACE FUNCTION public.headed_units(p_tenant uuid, p_account uuid, p_on date)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
  with recursive below as (
    select (h->>'unitId')::uuid as id, 1 as depth
      from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h where h->>'role' in ('unitHead', 'oneStopHead')
    union
    select n.id, below.depth + 1
      from below
      join (
        select u.id, u.parent_id as above from unit u where u.tenant_id = p_tenant
        union all
        select s.unit_id, s.successor_id from unit_succession s where s.tenant_id = p_tenant and s.valid_from <= p_on) n on n.above = below.id
     where below.depth < 20
  )
  select coalesce(array_agg(distinct id), '{}') from below
$function$;

CREATE OR REPLACE FUNCTION public.held_known(p_tenant uuid, p_accounts uuid[], p_on date, p_known timestamp with time zone)
 RETURNS TABLE(account_id uuid, role text, unit_id uuid, on_behalf_of uuid)
 LANGUAGE sql
 STABLE
AS $function$
  select g.account_id, g.role, g.unit_id, null::uuid from grants_known(p_tenant, p_known) g
   where g.account_id = any (p_accounts) and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
  union
  select s.substitute_account_id, g.role, g.unit_id, s.absent_account_id from substitutions_known(p_tenant, p_known) s
    join account b on b.tenant_id = s.tenant_id and b.id = s.absent_account_id and (b.active or p_known is not null)
    join grants_known(p_tenant, p_known) g on g.account_id = s.absent_account_id and (s.role is null or s.role = g.role)
   where s.substitute_account_id = any (p_accounts) and s.valid_from <= p_on and s.valid_to >= p_on
     and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
$function$;

CREATE OR REPLACE FUNCTION public.held_roles(p_tenant uuid, p_account uuid, p_on date)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('role', h.role, 'unitId', h.unit_id, 'onBehalfOf', h.on_behalf_of)), '[]'::jsonb)
    from (
      select g.role, g.unit_id, null::uuid as on_behalf_of
        from role_grant g
       where g.tenant_id = p_tenant and g.account_id = p_account
         and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
      union all
      select g.role, g.unit_id, s.absent_account_id
        from substitution s
        join account b on b.tenant_id = s.tenant_id and b.id = s.absent_account_id and b.active
        join role_grant g on g.tenant_id = s.tenant_id and g.account_id = s.absent_account_id
       where s.tenant_id = p_tenant and s.substitute_account_id = p_account
         and s.valid_from <= p_on and s.valid_to >= p_on
         and (s.role is null or s.role = g.role)
         and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
    ) h
$function$;

CREATE OR REPLACE FUNCTION public.holders_known(p_tenant uuid, p_known timestamp with time zone)
 RETURNS TABLE(document_id uuid, unit_id uuid, account_id uuid)
 LANGUAGE sql
 STABLE
AS $function$
  select k.document_id, k.unit_id, k.account_id from document_holder k where p_known is null and k.tenant_id = p_tenant
  union all
  select d.id, (h.value->>'unitId')::uuid, (h.value->>'accountId')::uuid
    from document d
   cross join lateral (
     select j.canonical from document_journal j
      where j.tenant_id = d.tenant_id and j.document_id = d.id and j.event = 'DISTRIBUTE' and j.recorded_at <= p_known order by j.seq desc limit 1) k
   cross join lateral jsonb_array_elements(coalesce(k.canonical::jsonb->'holders', '[]'::jsonb)) h
   where p_known is not null and d.tenant_id = p_tenant
$function$;

CREATE OR REPLACE FUNCTION public.is_spent(p_body jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select p_body->'clock'->>'startedAtMs' is not null and p_body->'clock'->>'endedAtMs' is null and p_body->'clock'->>'runningSinceMs' is null
    and (p_body->'clock'->>'consumed')::bigint > (p_body->'clock'->>'budget')::bigint
$function$;

CREATE OR REPLACE FUNCTION public.keep_document_revision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'a revision of a document stays' using errcode = 'integrity_constraint_violation';
  end if;
  if old.state in ('superseded', 'obsolete', 'withdrawn') and old is distinct from new then
    raise exception 'a revision that has ended does not change' using errcode = 'integrity_constraint_violation';
  end if;
  if old.state = 'effective' and (new.state not in ('effective', 'superseded', 'obsolete') or lower(new.in_force) <> lower(old.in_force)
    or (new.tenant_id, new.document_id, new.id, new.ordinal, new.issue, new.revision, new.title, new.drafters, new.object_id, new.procedure_code, new.procedure_hash, new.release_id)
      is distinct from
      (old.tenant_id, old.document_id, old.id, old.ordinal, old.issue, old.revision, old.title, old.drafters, old.object_id, old.procedure_code, old.procedure_hash, old.release_id)) then
    raise exception 'of a revision in force only the end may be set' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_doers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.closed_at is not null then
    delete from dossier_doer where tenant_id = new.tenant_id and dossier_id = new.id;
  else
    insert into dossier_doer (tenant_id, dossier_id, account_id) select new.tenant_id, new.id, doers_of(new.body) on conflict do nothing;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_effective_procedure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and old.valid_to is null and new.valid_to is not null
    and (old.tenant_id, old.hash, old.code, old.revision, old.valid_from, old.status, old.body::text, old.created_at)
      = (new.tenant_id, new.hash, new.code, new.revision, new.valid_from, new.status, new.body::text, new.created_at) then
    return new;
  end if;
  raise exception 'procedure % revision % is effective: only its end may be set', old.code, old.revision
    using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.keep_grant_in_unit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from unit u where u.tenant_id = new.tenant_id and u.id = new.unit_id and u.valid_to < coalesce(new.valid_to, 'infinity') and new.valid_from <= coalesce(new.valid_to, 'infinity')) then
    raise exception 'the role would outlive its unit' using errcode = 'check_violation', constraint = 'role_grant_in_unit';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_nonconformity()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'a nonconformity stays' using errcode = 'integrity_constraint_violation';
  end if;
  if (to_jsonb(old) - 'action_id' - 'settled') is distinct from (to_jsonb(new) - 'action_id' - 'settled') or (old.settled is not null and old.settled is distinct from new.settled) then
    raise exception 'of a nonconformity only what became of it may be added' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_procedure_duties()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into procedure_duty (tenant_id, hash, role, place) select new.tenant_id, new.hash, y.role, y.place from duties_of(new.body) y;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_register_past()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_at timestamptz := nullif(current_setting('quytrinh.recorded_at', true), '')::timestamptz;
  v_row jsonb := to_jsonb(new);
begin
  if v_at is not null then
    insert into register_past (tenant_id, relation, row_key, until, there, valid_to)
    values (new.tenant_id, tg_table_name, coalesce(v_row->>'id', (v_row->>'procedure_code') || ' ' || (v_row->>'valid_from')), v_at, tg_op = 'UPDATE', case when tg_op = 'UPDATE' then old.valid_to end)
    on conflict do nothing;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_unit_over_grants()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from role_grant g where g.tenant_id = new.tenant_id and g.unit_id = new.id and coalesce(g.valid_to, 'infinity') > new.valid_to and g.valid_from <= coalesce(g.valid_to, 'infinity')) then
    raise exception 'a role would outlive the unit' using errcode = 'check_violation', constraint = 'role_grant_in_unit';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_unit_parent()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the parent of a unit never changes: end it and begin a new one' using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.keep_unless_erased()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - 'canonical' = to_jsonb(old) - 'canonical' and exists (
      select from journal_erasure e
       where e.tenant_id = new.tenant_id and e.journal = tg_argv[0] and e.record_id = (to_jsonb(new)->>(tg_argv[1]))::uuid and e.seq = new.seq
         and e.left_hash = encode(sha256(convert_to(new.canonical, 'UTF8')), 'hex')) then
      return new;
    end if;
  end if;
  raise exception '% of % refused: rows are only added', lower(tg_op), tg_table_name using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.last_event_at(p_body jsonb)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select 'epoch'::timestamptz + (p_body->>'lastEventAtMs')::bigint * interval '1 millisecond'
$function$;

CREATE OR REPLACE FUNCTION public.may_read(p_dossier dossier, p_units uuid[], p_account uuid, p_roles text[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select p_dossier.receiving_unit_id = any (p_units) or p_dossier.responsible_unit_id = any (p_units)
    or exists (
      select 1 from open_step o
       where o.tenant_id = p_dossier.tenant_id and o.dossier_id = p_dossier.id and o.role = any (p_roles)
         and (o.holder_id = p_account or o.place = 'agency'))
$function$;

CREATE OR REPLACE FUNCTION public.may_see_action(p_one corrective_action, p_units uuid[], p_account uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select p_one.unit_id = any (p_units) or p_account = any (p_one.people)
$function$;

CREATE OR REPLACE FUNCTION public.may_see_audit(p_one audit, p_units uuid[], p_account uuid, p_roles text[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select p_roles && array['isoSecretary', 'qualityManager', 'internalAuditor', 'inspector', 'agencyLeader'] or p_account = any (p_one.people) or p_one.unit_ids && p_units
$function$;

CREATE OR REPLACE FUNCTION public.may_see_complaint(p_one complaint, p_units uuid[], p_people uuid[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select (p_one.unit_id = any (p_units) or coalesce(p_one.handler_id = any (p_people), false)) and (p_one.person_id is null or p_one.person_id <> all (p_people))
$function$;

CREATE OR REPLACE FUNCTION public.may_see_nonconformity(p_one nonconformity, p_units uuid[], p_account uuid, p_roles text[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select p_one.unit_id = any (p_units) or p_one.found_by is not distinct from p_account
    or exists (select 1 from nonconformity_dossier k join dossier d on d.tenant_id = k.tenant_id and d.id = k.dossier_id
                where k.tenant_id = p_one.tenant_id and k.nonconformity_id = p_one.id and may_read(d, p_units, p_account, p_roles))
$function$;

CREATE OR REPLACE FUNCTION public.may_see_review(p_one management_review, p_account uuid, p_roles text[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select p_roles && array['isoSecretary', 'qualityManager', 'agencyLeader', 'internalAuditor', 'inspector'] or p_account = any (p_one.people)
$function$;

CREATE OR REPLACE FUNCTION public.member_units(p_tenant uuid, p_account uuid, p_on date)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
  with recursive own as (
    select l.id::uuid as id, 1 as depth
      from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h
     cross join lateral jsonb_array_elements_text(unit_line(p_tenant, (h->>'unitId')::uuid, p_on)) l (id)
    union
    select s.unit_id, own.depth + 1
      from own join unit_succession s on s.tenant_id = p_tenant and s.successor_id = own.id and s.valid_from <= p_on
     where own.depth < 20
  )
  select coalesce(array_agg(distinct id), '{}') from own
$function$;

CREATE OR REPLACE FUNCTION public.move_standing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_zone text;
  v_at timestamptz;
  v_ended timestamptz := coalesce(old.result_ready_at, old.closed_at);
  v_same boolean := (old.responsible_unit_id, old.procedure_hash, old.received_at) is not distinct from (new.responsible_unit_id, new.procedure_hash, new.received_at);
  v_from integer;
  v_to integer;
begin
  if new.received_at is null or old.standing_since = '-infinity'
    or v_same and v_ended = coalesce(new.result_ready_at, new.closed_at) and (old.timeliness, old.apology_at) is not distinct from (new.timeliness, new.apology_at) then
    return new;
  end if;
  v_zone := (select t.zone from tenant t where t.id = new.tenant_id);
  -- A letter of apology is no event; from its day on the dossier stands otherwise.
  v_at := greatest(last_event_at(new.body), old.standing_since, case when new.apology_at is distinct from old.apology_at then new.apology_at end);
  new.standing_since := v_at;
  if old.received_at is not null then
    v_from := half_of(coalesce(v_ended, old.standing_since), v_zone);
    -- One of an earlier day changes how it stood since then.
    v_same := v_same and (old.apology_at is not distinct from new.apology_at or half_of(new.apology_at, v_zone) >= v_from);
    if v_ended is distinct from coalesce(new.result_ready_at, new.closed_at) and (v_ended is not null or new.journal_seq > old.journal_seq + 1) then
      -- Another end than before, or several events at once: no cell can tell of it any more.
      new.standing_since := '-infinity';
    end if;
    if (not v_same or new.standing_since = '-infinity') and half_of(old.received_at, v_zone) < v_from then
      insert into dossier_delta (tenant_id, side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, apology, asked, newest, number)
      select old.tenant_id, 'stood', c.half, half_of(old.received_at, v_zone), old.responsible_unit_id,
      old.receiving_unit_id, old.procedure_hash, old.channel, c.state, c.pace, null::timestamptz, c.apology, null::smallint, v_at, -1 from stood_cells(old.tenant_id, old.id, old.apology_at, v_zone, half_of(old.received_at, v_zone), v_from) c
      union all
      select new.tenant_id, 'stood', c.half, half_of(new.received_at, v_zone), new.responsible_unit_id,
      new.receiving_unit_id, new.procedure_hash, new.channel, c.state, c.pace, null::timestamptz, c.apology, null::smallint, v_at, 1 from stood_cells(old.tenant_id, old.id, new.apology_at, v_zone, half_of(old.received_at, v_zone), v_from) c where new.standing_since > '-infinity';
    end if;
    v_to := half_of(v_at, v_zone);
    if v_ended is null and v_from < v_to and new.standing_since > '-infinity' then
      insert into dossier_delta (tenant_id, side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, apology, asked, newest, number)
      select new.tenant_id, 'stood', c.half, half_of(new.received_at, v_zone), new.responsible_unit_id,
      new.receiving_unit_id, new.procedure_hash, new.channel, c.state, c.pace, null::timestamptz, c.apology, null::smallint, v_at, 1
        from (select h.half, s.state, p.pace, case when p.pace = 'overdue' and half_of(new.apology_at, v_zone) < h.half then 0 end as apology
                from standing_of(old, v_zone) s cross join generate_series(v_from + 1, v_to) h (half)
               cross join lateral (select coalesce(s.pace, case when half_of(s.due_at, v_zone) < h.half then 'overdue' else 'within' end) as pace) p) c;
    end if;
  end if;
  insert into dossier_delta (tenant_id, side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, apology, asked, newest, number)
  select old.tenant_id, s.side, s.half, s.received, old.responsible_unit_id,
      old.receiving_unit_id, old.procedure_hash, old.channel, s.state, s.pace, s.due_at, s.apology, s.asked, v_at, -1 from standing_of(old, v_zone) s where old.received_at is not null
  union all
  select new.tenant_id, s.side, s.half, s.received, new.responsible_unit_id,
      new.receiving_unit_id, new.procedure_hash, new.channel, s.state, s.pace, s.due_at, s.apology, s.asked, v_at, 1 from standing_of(new, v_zone) s where new.standing_since > '-infinity';
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.next_audit_number(p_tenant uuid, p_year integer)
 RETURNS integer
 LANGUAGE sql
AS $function$
  insert into audit_number as n (tenant_id, year, last_number) values (p_tenant, p_year, 1)
  on conflict (tenant_id, year) do update set last_number = n.last_number + 1
  returning last_number
$function$;

CREATE OR REPLACE FUNCTION public.next_complaint_number(p_tenant uuid, p_year integer)
 RETURNS integer
 LANGUAGE sql
AS $function$
  insert into complaint_number as n (tenant_id, year, last_number) values (p_tenant, p_year, 1)
  on conflict (tenant_id, year) do update set last_number = n.last_number + 1
  returning last_number
$function$;

CREATE OR REPLACE FUNCTION public.next_corrective_action_number(p_tenant uuid, p_year integer)
 RETURNS integer
 LANGUAGE sql
AS $function$
  insert into corrective_action_number as n (tenant_id, year, last_number) values (p_tenant, p_year, 1)
  on conflict (tenant_id, year) do update set last_number = n.last_number + 1
  returning last_number
$function$;

CREATE OR REPLACE FUNCTION public.next_dossier_number(p_tenant uuid, p_agency text, p_on date)
 RETURNS integer
 LANGUAGE sql
AS $function$
  insert into dossier_number as n (tenant_id, agency_code, on_date, last_number) values (p_tenant, p_agency, p_on, 1)
  on conflict (tenant_id, agency_code, on_date) do update set last_number = n.last_number + 1
  returning last_number
$function$;

CREATE OR REPLACE FUNCTION public.note_course()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into course_delta (tenant_id, dossier_id, journal_seq) values (new.tenant_id, new.id, new.journal_seq) on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.object_is_held(tenant uuid, object uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from legal_hold_object o join legal_hold h on h.tenant_id = o.tenant_id and h.id = o.hold_id
    where o.tenant_id = tenant and o.object_id = object and h.released_at is null)
$function$;

CREATE OR REPLACE FUNCTION public.phone_digits(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select regexp_replace(value, '[^0-9]', '', 'g') $function$;

CREATE OR REPLACE FUNCTION public.reading_of(p_tenant uuid, p_accounts uuid[], p_on date, p_document uuid, p_known timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS TABLE(account_id uuid, document_id uuid, revision_id uuid, role text, unit_id uuid, on_behalf_of uuid)
 LANGUAGE sql
 STABLE
AS $function$
  with recursive moment as (
    select ((p_on + 1)::timestamp at time zone t.zone) - interval '1 millisecond' as at from tenant t where t.id = p_tenant
  ), held as materialized (
    select * from held_known(p_tenant, p_accounts, p_on, p_known)
  ), current as materialized (
    select d.id as document_id, r.id as revision_id, r.procedure_code, r.procedure_hash, d.parent_id, d.type, d.access
      from moment m cross join lateral revisions_known(p_tenant, m.at, p_known) r
      join document d on d.tenant_id = p_tenant and d.id = r.document_id
  ), route as materialized (
    select o.procedure_code, o.responsible_unit_id from routes_known(p_tenant, p_known) o where o.valid_from <= p_on and (o.valid_to is null or o.valid_to >= p_on)
  ), line as materialized (
    select u.unit_id, array(select jsonb_array_elements_text(unit_line(p_tenant, u.unit_id, p_on))::uuid) as ids
      from (select distinct o.responsible_unit_id as unit_id from route o) u
  ), acts as (
    select h.account_id, c.document_id, c.revision_id, h.role, h.unit_id, h.on_behalf_of, c.access
      from current c
      join procedure_duty y on y.tenant_id = p_tenant and y.hash = c.procedure_hash
      join held h on h.role = y.role
      join unit u on u.tenant_id = p_tenant and u.id = h.unit_id
      left join route o on o.procedure_code = c.procedure_code
      left join line l on l.unit_id = o.responsible_unit_id
     where y.place = 'agency' or l.ids is null or h.unit_id = any (l.ids) or (y.place = 'receiving' and u.kind in ('oneStopDesk', 'agency'))
  ), member as (
    select h.account_id, l.id::uuid as id, 1 as depth from held h cross join lateral jsonb_array_elements_text(unit_line(p_tenant, h.unit_id, p_on)) l (id)
    union
    select m.account_id, s.unit_id, m.depth + 1
      from member m join unit_succession s on s.tenant_id = p_tenant and s.successor_id = m.id and s.valid_from <= p_on where m.depth < 20
  ), wanted as (
    select account_id, document_id, revision_id, role, unit_id, on_behalf_of from acts where access = 'agency'
    union
    select a.account_id, c.document_id, c.revision_id, a.role, a.unit_id, a.on_behalf_of
      from acts a join current c on c.parent_id = a.document_id and c.type in ('form', 'guidance') and c.access = 'agency'
    union
    select p.account_id, c.document_id, c.revision_id, null, null, null
      from current c
      join holders_known(p_tenant, p_known) k on k.document_id = c.document_id
      join (select id as account_id, null::uuid as unit_id from unnest(p_accounts) a (id) union all select m.account_id, m.id from member m) p
        on p.account_id = k.account_id and p.unit_id is null or p.unit_id = k.unit_id
  )
  select w.account_id, w.document_id, w.revision_id, w.role, w.unit_id, w.on_behalf_of from wanted w where p_document is null or w.document_id = p_document
$function$;

CREATE OR REPLACE FUNCTION public.recounted_standings(p_tenant uuid)
 RETURNS TABLE(tenant_id uuid, side text, half integer, received integer, unit_id uuid, receiving_unit_id uuid, procedure_hash text, channel text, state text, pace text, due_at timestamp with time zone, apology integer, asked smallint, newest timestamp with time zone, number integer)
 LANGUAGE sql
 STABLE
AS $function$
  select d.tenant_id, s.side, s.half, s.received, d.responsible_unit_id,
      d.receiving_unit_id, d.procedure_hash, d.channel, s.state, s.pace, s.due_at, s.apology, s.asked, coalesce(d.result_ready_at, d.closed_at, d.standing_since), 1
    from dossier d join tenant t on t.id = d.tenant_id cross join lateral standing_of(d, t.zone) s
   where d.tenant_id = p_tenant and d.received_at is not null and d.standing_since is distinct from '-infinity'
  union all
  select d.tenant_id, 'stood', c.half, half_of(d.received_at, t.zone), d.responsible_unit_id,
      d.receiving_unit_id, d.procedure_hash, d.channel, c.state, c.pace, null::timestamptz, c.apology, null::smallint, d.received_at, 1
    from dossier d join tenant t on t.id = d.tenant_id
   cross join lateral stood_cells(d.tenant_id, d.id, d.apology_at, t.zone, half_of(d.received_at, t.zone), half_of(coalesce(d.result_ready_at, d.closed_at, d.standing_since), t.zone)) c
   where d.tenant_id = p_tenant and d.received_at is not null and d.standing_since is distinct from '-infinity'
     and half_of(d.received_at, t.zone) < half_of(coalesce(d.result_ready_at, d.closed_at, d.standing_since), t.zone)
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% of % refused: rows are only added', lower(tg_op), tg_table_name using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.revisions_known(p_tenant uuid, p_at timestamp with time zone, p_known timestamp with time zone)
 RETURNS SETOF document_revision
 LANGUAGE sql
 STABLE
AS $function$
  select r.* from document_revision r where p_known is null and r.tenant_id = p_tenant and r.in_force @> p_at
  union all
  select r.*
    from document d
   cross join lateral (
     select j.in_force_id from document_journal j where j.tenant_id = d.tenant_id and j.document_id = d.id and j.recorded_at <= p_known order by j.seq desc limit 1) k
    join document_revision r on r.tenant_id = d.tenant_id and r.document_id = d.id and lower(r.in_force) <= p_at
   where p_known is not null and d.tenant_id = p_tenant
     and (r.id = k.in_force_id or (upper(r.in_force) > p_at and exists (
       select 1 from document_journal j where j.tenant_id = d.tenant_id and j.document_id = d.id and j.in_force_id = r.id and j.recorded_at <= p_known)))
$function$;

CREATE OR REPLACE FUNCTION public.role_reach(p_tenant uuid, p_account uuid, p_on date)
 RETURNS TABLE(role text, unit_id uuid)
 LANGUAGE sql
 STABLE
AS $function$
  with recursive reach as (
    select h->>'role' as role, (h->>'unitId')::uuid as id, 1 as depth from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h
    union
    select reach.role, n.id, reach.depth + 1
      from reach
      join unit above on above.tenant_id = p_tenant and above.id = reach.id and above.valid_from <= p_on and (above.valid_to is null or above.valid_to >= p_on
        or exists (select from unit_succession s where s.tenant_id = p_tenant and s.unit_id = above.id and s.valid_from <= p_on))
     cross join lateral (
       select u.id from unit u where u.tenant_id = p_tenant and u.parent_id = reach.id and (u.valid_to is null or u.valid_to >= p_on
         or not exists (select from unit_succession s where s.tenant_id = p_tenant and s.unit_id = u.id and s.valid_from <= p_on))
       union all
       select s.unit_id from unit_succession s join unit e on e.tenant_id = s.tenant_id and e.id = s.unit_id and e.valid_to < p_on
        where s.tenant_id = p_tenant and s.successor_id = reach.id and s.valid_from <= p_on) n
     where reach.depth < 20
  )
  select distinct reach.role, reach.id from reach
$function$;

CREATE OR REPLACE FUNCTION public.routes_known(p_tenant uuid, p_known timestamp with time zone)
 RETURNS SETOF procedure_route
 LANGUAGE sql
 STABLE
AS $function$
  select o.tenant_id, o.procedure_code, o.valid_from, case when p.there then p.valid_to else o.valid_to end, o.responsible_unit_id, o.decision
    from procedure_route o
    left join lateral (
      select h.there, h.valid_to from register_past h
       where p_known is not null and h.tenant_id = o.tenant_id and h.relation = 'procedure_route' and h.row_key = o.procedure_code || ' ' || o.valid_from and h.until > p_known
       order by h.until limit 1) p on true
   where o.tenant_id = p_tenant and p.there is not false
$function$;

CREATE OR REPLACE FUNCTION public.save_audit_line(p_tenant uuid, p_audit uuid, p_line jsonb, p_seq integer, p_at timestamp with time zone, p_actor uuid, p_canonical text, p_hash text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if (p_line->>'version')::integer = 1 then
    insert into audit_line (tenant_id, audit_id, key, version, body) values (p_tenant, p_audit, p_line->>'key', 1, p_line);
  else
    update audit_line l set version = (p_line->>'version')::integer, body = p_line
     where l.tenant_id = p_tenant and l.audit_id = p_audit and l.key = p_line->>'key' and l.version = (p_line->>'version')::integer - 1;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into audit_file (tenant_id, audit_id, object_id)
    select p_tenant, p_audit, (e->'file'->>'objectId')::uuid from jsonb_array_elements(p_line->'evidence') e where e->'file' is not null
  on conflict do nothing;
  insert into audit_journal (tenant_id, audit_id, seq, at, event, actor_id, canonical, hash) values (p_tenant, p_audit, p_seq, p_at, 'RECORD', p_actor, p_canonical, p_hash);
  update audit a set journal_seq = p_seq, journal_hash = p_hash where a.tenant_id = p_tenant and a.id = p_audit;
end $function$;

CREATE OR REPLACE FUNCTION public.save_audit(p_expected integer, p_row jsonb, p_body jsonb, p_entries jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  r audit;
begin
  r := jsonb_populate_record(null::audit, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into audit select r.*;
  else
    update audit a set
      version = r.version, state = r.state, unit_ids = r.unit_ids, people = r.people, from_on = r.from_on, to_on = r.to_on, period_from = r.period_from, period_to = r.period_to,
      reported_at = r.reported_at, ended_at = r.ended_at, journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = r.body
    where a.tenant_id = r.tenant_id and a.id = r.id and a.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into audit_journal (tenant_id, audit_id, seq, at, event, actor_id, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.event, e.actor_id, e.canonical, e.hash
      from jsonb_to_recordset(p_entries) as e (seq integer, at timestamptz, event text, actor_id uuid, canonical text, hash text);
  return r.version;
end $function$;

CREATE OR REPLACE FUNCTION public.save_complaint(p_expected integer, p_row jsonb, p_body jsonb, p_entry jsonb, p_texts jsonb, p_forget boolean)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  r complaint;
begin
  r := jsonb_populate_record(null::complaint, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into complaint select r.*;
  else
    update complaint c set version = r.version, kind = r.kind, state = r.state, handler_id = r.handler_id, due_at = r.due_at, answered_at = r.answered_at, in_time = r.in_time,
      justified = r.justified, ended_at = r.ended_at, journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = r.body
    where c.tenant_id = r.tenant_id and c.id = r.id and c.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into complaint_journal (tenant_id, complaint_id, seq, at, event, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.event, e.canonical, e.hash from jsonb_to_record(p_entry) as e (seq integer, at timestamptz, event text, canonical text, hash text);
  if p_forget then
    delete from complaint_text x where x.tenant_id = r.tenant_id and x.complaint_id = r.id;
  else
    insert into complaint_text (tenant_id, complaint_id, name, text) select r.tenant_id, r.id, x.key, x.value from jsonb_each_text(p_texts) x
    on conflict (tenant_id, complaint_id, name) do update set text = excluded.text;
  end if;
  return r.version;
end $function$;

CREATE OR REPLACE FUNCTION public.save_corrective_action(p_expected integer, p_row jsonb, p_body jsonb, p_entries jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  r corrective_action;
begin
  r := jsonb_populate_record(null::corrective_action, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into corrective_action select r.*;
  else
    update corrective_action a set
      version = r.version, state = r.state, owner_id = r.owner_id, people = r.people, due_on = r.due_on, window_to = r.window_to, ended_at = r.ended_at, outcome = r.outcome,
      journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = r.body
    where a.tenant_id = r.tenant_id and a.id = r.id and a.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into corrective_action_journal (tenant_id, action_id, seq, at, event, actor_id, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.event, e.actor_id, e.canonical, e.hash
      from jsonb_to_recordset(p_entries) as e (seq integer, at timestamptz, event text, actor_id uuid, canonical text, hash text);
  insert into corrective_action_file (tenant_id, action_id, object_id)
    select r.tenant_id, r.id, (e->'file'->>'objectId')::uuid from jsonb_array_elements(p_body->'evidence') e where e->'file' <> 'null'::jsonb
  on conflict do nothing;
  return r.version;
end $function$;

CREATE OR REPLACE FUNCTION public.save_decision(p_expected integer, p_row jsonb, p_body jsonb, p_entries jsonb, p_personal jsonb, p_steps jsonb, p_effects jsonb, p_idempotency jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  r dossier;
begin
  r := jsonb_populate_record(null::dossier, p_row);
  if p_entries @> '[{"event": "APOLOGY_ISSUED"}]' then
    r.apology_at := (select min(e.at) from jsonb_to_recordset(p_entries) as e (event text, at timestamptz) where e.event = 'APOLOGY_ISSUED');
  end if;
  if p_expected = 0 then
    r.body := p_body;
    insert into dossier select r.*;
  else
    update dossier d set
      code = r.code, version = r.version, procedure_hash = r.procedure_hash, status = r.status, responsible_unit_id = r.responsible_unit_id,
      received_at = r.received_at, due_at = r.due_at, due_original_at = r.due_original_at, next_reminder_at = r.next_reminder_at,
      result_ready_at = r.result_ready_at, delivered_at = r.delivered_at, closed_at = r.closed_at, timeliness = r.timeliness,
      days_late = r.days_late, journal_seq = r.journal_seq, journal_hash = r.journal_hash, apology_at = coalesce(d.apology_at, r.apology_at), body = p_body
    where d.tenant_id = r.tenant_id and d.id = r.id and d.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into journal (tenant_id, dossier_id, seq, at, recorded_at, event, actor_id, status, deviation, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.recorded_at, e.event, e.actor_id, e.status, e.deviation, e.canonical, e.hash
      from jsonb_to_recordset(p_entries) as e (
        seq integer, at timestamptz, recorded_at timestamptz, event text, actor_id uuid, status smallint, deviation boolean, canonical text, hash text);
  if p_personal is not null then
    insert into journal_personal (tenant_id, dossier_id, seq, field, salt, value)
      select r.tenant_id, r.id, f.seq, f.field, f.salt, f.value
        from jsonb_to_recordset(p_personal) as f (seq integer, field text, salt text, value text);
  end if;
  if p_steps is not null then
    if p_expected > 0 then
      delete from open_step o where o.tenant_id = r.tenant_id and o.dossier_id = r.id;
    end if;
    insert into open_step (tenant_id, dossier_id, step, role, place, unit_id, holder_id, entered_at, acknowledged_at, due_at)
      select r.tenant_id, r.id, s.step, s.role, s.place, s.unit_id, s.holder_id, s.entered_at, s.acknowledged_at, s.due_at
        from jsonb_to_recordset(p_steps) as s (
          step text, role text, place text, unit_id uuid, holder_id uuid, entered_at timestamptz, acknowledged_at timestamptz,
          due_at timestamptz);
  end if;
  if p_effects is not null then
    insert into outbox (tenant_id, dossier_id, seq, ordinal, kind, payload, created_at)
      select r.tenant_id, r.id, r.journal_seq, f.ordinal, f.kind, f.payload, f.created_at
        from jsonb_to_recordset(p_effects) as f (ordinal integer, kind text, payload jsonb, created_at timestamptz);
  end if;
  if p_idempotency is not null then
    insert into idempotency (tenant_id, account_id, key, request_hash, status, response, created_at)
      select r.tenant_id, i.account_id, i.key, i.request_hash, i.status, i.response, i.created_at
        from jsonb_to_record(p_idempotency) as i (
          account_id uuid, key text, request_hash text, status smallint, response jsonb, created_at timestamptz);
  end if;
  return r.version;
end $function$;

CREATE OR REPLACE FUNCTION public.save_document(p_expected integer, p_row jsonb, p_body jsonb, p_revisions jsonb, p_holders jsonb, p_laws jsonb, p_entries jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  r document;
  v jsonb;
begin
  r := jsonb_populate_record(null::document, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into document select r.*;
  else
    update document d set
      version = r.version, title = r.title, in_force_id = r.in_force_id, open_state = r.open_state, next_review_on = r.next_review_on,
      next_switch_at = r.next_switch_at, retired_at = r.retired_at, journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = r.body
    where d.tenant_id = r.tenant_id and d.id = r.id and d.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  for v in select value from jsonb_array_elements(p_revisions) loop
    insert into document_revision as o (tenant_id, document_id, id, ordinal, issue, revision, state, title, drafters, object_id, procedure_code, procedure_hash, release_id, in_force)
      select r.tenant_id, r.id, n.id, n.ordinal, n.issue, n.revision, n.state, n.title, n.drafters, n.object_id, n.procedure_code, n.procedure_hash, n.release_id, n.in_force
        from jsonb_populate_record(null::document_revision, v) n
    on conflict (tenant_id, id) do update set
      state = excluded.state, title = excluded.title, drafters = excluded.drafters, object_id = excluded.object_id, procedure_code = excluded.procedure_code,
      procedure_hash = excluded.procedure_hash, release_id = excluded.release_id, in_force = excluded.in_force;
  end loop;
  if p_holders is not null then
    delete from document_holder h where h.tenant_id = r.tenant_id and h.document_id = r.id;
    insert into document_holder (tenant_id, document_id, unit_id, account_id)
      select distinct r.tenant_id, r.id, h."unitId", h."accountId" from jsonb_to_recordset(p_holders) as h ("unitId" uuid, "accountId" uuid);
  end if;
  if p_laws is not null then
    insert into document_law (tenant_id, document_id, law_id, linked_at, taken_at, revision_id)
      select r.tenant_id, r.id, l.law_id, l.linked_at, l.taken_at, l.revision_id
        from jsonb_to_recordset(p_laws) as l (law_id uuid, linked_at timestamptz, taken_at timestamptz, revision_id uuid)
    on conflict (tenant_id, document_id, law_id) do update set taken_at = excluded.taken_at, revision_id = excluded.revision_id;
  end if;
  insert into document_journal (tenant_id, document_id, seq, at, recorded_at, event, actor_id, in_force_id, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.recorded_at, e.event, e.actor_id, e.in_force_id, e.canonical, e.hash
      from jsonb_to_recordset(p_entries) as e (
        seq integer, at timestamptz, recorded_at timestamptz, event text, actor_id uuid, in_force_id uuid, canonical text, hash text);
  return r.version;
end $function$;

CREATE OR REPLACE FUNCTION public.save_management_review(p_expected integer, p_row jsonb, p_body jsonb, p_entry jsonb, p_input jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  r management_review;
begin
  r := jsonb_populate_record(null::management_review, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into management_review select r.*;
  else
    update management_review m set
      version = r.version, state = r.state, planned_on = r.planned_on, as_of = r.as_of, held_on = r.held_on, people = r.people, open_tasks = r.open_tasks, journal_seq = r.journal_seq,
      journal_hash = r.journal_hash, body = r.body
    where m.tenant_id = r.tenant_id and m.id = r.id and m.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into management_review_journal (tenant_id, review_id, seq, at, event, actor_id, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.event, e.actor_id, e.canonical, e.hash
      from jsonb_to_record(p_entry) as e (seq integer, at timestamptz, event text, actor_id uuid, canonical text, hash text);
  if p_input is not null then
    insert into management_review_input (tenant_id, review_id, report, sha256, frozen_at)
      select r.tenant_id, r.id, i.report, i.sha256, i.frozen_at from jsonb_to_record(p_input) as i (report text, sha256 text, frozen_at timestamptz);
  end if;
  return r.version;
end $function$;

CREATE OR REPLACE FUNCTION public.stand_ins(p_tenant uuid, p_account uuid, p_on date)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(array_agg(distinct s.substitute_account_id), '{}')
    from substitution s
    join account b on b.tenant_id = s.tenant_id and b.id = s.absent_account_id and b.active
    join role_grant g on g.tenant_id = s.tenant_id and g.account_id = s.absent_account_id and (s.role is null or s.role = g.role)
   where s.tenant_id = p_tenant and s.absent_account_id = p_account
     and s.valid_from <= p_on and s.valid_to >= p_on and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
$function$;

CREATE OR REPLACE FUNCTION public.standing_of(d dossier, p_zone text)
 RETURNS TABLE(side text, half integer, received integer, state text, pace text, due_at timestamp with time zone, apology integer, asked smallint)
 LANGUAGE plpgsql
 STABLE
AS $function$
#variable_conflict use_column
begin
  return query
  select case when e.at is null then 'open' else 'ended' end, half_of(coalesce(e.at, d.standing_since), p_zone), half_of(d.received_at, p_zone),
         case when d.result_ready_at is not null then 'ready'
              when d.closed_at is not null then case d.status when 7 then 'withdrawn' when 3 then 'refused' when 8 then 'stopped' else 'ended' end
              when d.status in (5, 6, 8) then 'paused' else 'working' end,
         e.pace, case when e.pace is null and e.at is null then d.due_at end,
         case when d.apology_at is null or e.pace <> 'late' and e.at is not null or e.pace = 'within' then null
              when e.at is null or half_of(d.apology_at, p_zone) <= half_of(e.at, p_zone) then 0 else half_of(d.apology_at, p_zone) end,
         case when d.result_ready_at is not null then (
           select least(count(*), 2) from journal j where j.tenant_id = d.tenant_id and j.dossier_id = d.id
              and j.event in ('REQUEST_SUPPLEMENT', 'REQUEST_COMPLETION') and j.at <= d.result_ready_at)::smallint end
    from (select coalesce(d.result_ready_at, d.closed_at) as at,
            case when d.result_ready_at is not null then d.timeliness
                 when d.closed_at is not null then case when (d.closed_at at time zone p_zone)::date > (d.due_at at time zone p_zone)::date then 'late' else 'onTime' end
                 when is_spent(d.body) then 'overdue' when d.due_at is null then 'within' end as pace) e;
end $function$;

CREATE OR REPLACE FUNCTION public.standing_word(p_channel text, p_online_level text, p_carried boolean, p_state text, p_pace text, p_apologised boolean)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select way_of(p_channel, p_online_level) || '/' || case when p_carried then 'carried' else 'new' end || '/' || p_state || '/' || coalesce(p_pace, '-')
      || '/' || case when p_apologised then 'yes' else 'no' end
$function$;

CREATE OR REPLACE FUNCTION public.stood_cells(p_tenant uuid, p_dossier uuid, p_apology timestamp with time zone, p_zone text, p_after integer, p_until integer)
 RETURNS TABLE(half integer, state text, pace text, apology integer)
 LANGUAGE plpgsql
 STABLE
AS $function$
#variable_conflict use_column
begin
  return query
  select h.half, case when j.status in (5, 6, 8) then 'paused' else 'working' end, p.pace, case when p.pace = 'overdue' and half_of(p_apology, p_zone) < h.half then 0 end
    from (select e.status, e.canonical, half_of(e.at, p_zone) as half, half_of(lead(e.at) over w, p_zone) as next
            from journal e where e.tenant_id = p_tenant and e.dossier_id = p_dossier window w as (order by e.seq)) j
   cross join lateral generate_series(greatest(j.half, p_after) + 1, least(coalesce(j.next, p_until), p_until)) h (half)
   cross join lateral (select j.canonical::jsonb->'clock' as clock) c
   cross join lateral (select case when half_of((c.clock->>'dueAt')::timestamptz, p_zone) < h.half
      or c.clock->>'mode' = 'stopped' and (c.clock->>'consumed')::bigint > (c.clock->>'budget')::bigint then 'overdue' else 'within' end as pace) p;
end $function$;

CREATE OR REPLACE FUNCTION public.substitutions_known(p_tenant uuid, p_known timestamp with time zone)
 RETURNS SETOF substitution
 LANGUAGE sql
 STABLE
AS $function$
  select s.tenant_id, s.id, s.absent_account_id, s.substitute_account_id, s.role, s.valid_from, case when p.there then p.valid_to else s.valid_to end, s.decision
    from substitution s
    left join lateral (
      select h.there, h.valid_to from register_past h
       where p_known is not null and h.tenant_id = s.tenant_id and h.relation = 'substitution' and h.row_key = s.id::text and h.until > p_known order by h.until limit 1) p on true
   where s.tenant_id = p_tenant and p.there is not false
$function$;

CREATE OR REPLACE FUNCTION public.sum_spans(p_tenant uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  lock table dossier_rollup in share row exclusive mode;
  delete from dossier_span where tenant_id = p_tenant;
  insert into dossier_span (tenant_id, grain, side, length, first, unit_id, procedure_hash, kind, received, way, fate, apology, asked, number)
  with cell as (select r.* from dossier_rollup r where r.tenant_id = p_tenant),
  half as materialized (
    select f.tenant_id, g.grain, f.side, (case when f.side in ('ended', 'open') then 1 else 0 end)::smallint as length, f.half as first, case when g.grain = 'unit' then f.unit_id end as unit_id,
           case when g.grain = 'procedure' then f.procedure_hash end as procedure_hash, f.kind, f.received, way_of(f.channel, f.online_level) as way,
           concat(f.state, '/', coalesce(f.pace, case when f.side = 'open' then 'within' else '-' end)) as fate, case when f.pace in ('late', 'overdue') then f.apology end as apology,
           case when g.grain = 'whole' then f.asked end as asked, sum(f.number)::integer as number
      from cell f cross join (values ('whole'), ('unit'), ('procedure')) g (grain)
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    having sum(f.number) <> 0)
  select * from half union all (
    select h.tenant_id, h.grain, h.side, l.length, s.first, h.unit_id, h.procedure_hash, h.kind, least(h.received, s.first) as received, h.way, h.fate,
           case when h.apology < s.first + l.length then 0 else h.apology end as apology, h.asked, sum(h.number)::integer as number
      from half h
     cross join (values (2::smallint, 0), (2, 1), (6, 0), (6, 1), (12, 0), (12, 1), (24, 0), (24, 1)) l (length, ahead)
     cross join lateral (select (h.first + l.ahead) / l.length * l.length - l.ahead as first) s
     where h.side in ('ended', 'open')
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    having sum(h.number) <> 0);
end $function$;

CREATE OR REPLACE FUNCTION public.told_stays(p_tenant uuid, p_from timestamp with time zone, p_end timestamp with time zone, p_known timestamp with time zone, p_now timestamp with time zone, p_kinds text[], p_units uuid[], p_account uuid, p_roles text[])
 RETURNS TABLE(dossier_id uuid, procedure text, step text, unit uuid, holder uuid, working_ms bigint, is_open boolean, is_done boolean, is_over boolean)
 LANGUAGE sql
 STABLE
AS $function$
with scope as materialized (select p_units is null or not exists (select from unit u where u.tenant_id = p_tenant and u.id <> all (p_units)) as covers),
-- As may_read has it, which is asked only where units do not tell: it costs more than all the rest.
readable as materialized (
  select d.id from dossier d
   where not (select covers from scope) and d.tenant_id = p_tenant
     and (d.receiving_unit_id = any (p_units) or d.responsible_unit_id = any (p_units) or d.closed_at is null and may_read(d, p_units, p_account, p_roles))),
known as (
  select p.*, p.to_at < p_end and (p_known is null or p.to_at <= p_known and p.to_recorded_at <= p_known) as ended
    from stay_part p
   where p.tenant_id = p_tenant and p.kind = any (p_kinds) and p.from_at < p_end and (p_known is null or p.from_at <= p_known and p.from_recorded_at <= p_known)
     and (p.to_at >= p_from or p.to_recorded_at > p_known))
select k.dossier_id, k.procedure_code, k.step, k.unit_id, k.holder_id, case when k.ended then k.working_ms else 0 end, not k.ended, k.ended and k.is_left,
       case when k.ended then k.to_at else least(p_end, coalesce(p_known, p_now)) end > k.due_at
  from known k
  left join readable r on r.id = k.dossier_id
 where r.id is not null or (select covers from scope)
$function$;

CREATE OR REPLACE FUNCTION public.unit_heirs(p_tenant uuid, p_unit uuid, p_on date)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE
AS $function$
  with recursive heir as (
    select p_unit as id, 1 as depth
    union
    select s.successor_id, heir.depth + 1
      from heir join unit_succession s on s.tenant_id = p_tenant and s.unit_id = heir.id and s.valid_from <= p_on
     where heir.depth < 20
  )
  select distinct u.id from heir join unit u on u.tenant_id = p_tenant and u.id = heir.id
   where u.valid_from <= p_on and (u.valid_to is null or u.valid_to >= p_on)
$function$;

CREATE OR REPLACE FUNCTION public.unit_line(p_tenant uuid, p_unit uuid, p_on date)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  with recursive line as (
    select u.id, u.parent_id, u.valid_to < p_on as ended, 1 as depth from unit u where u.tenant_id = p_tenant and u.id = p_unit
    union all
    select u.id, u.parent_id, u.valid_to < p_on, line.depth + 1
      from line
      join unit u on u.tenant_id = p_tenant and u.id = any (case when line.ended then coalesce(nullif(array(
             select s.successor_id from unit_succession s where s.tenant_id = p_tenant and s.unit_id = line.id and s.valid_from <= p_on), '{}'), array[line.parent_id])
           else array[line.parent_id] end)
     where line.depth < 20 and u.valid_from <= p_on and (u.valid_to is null or u.valid_to >= p_on
       or exists (select from unit_succession s where s.tenant_id = p_tenant and s.unit_id = u.id and s.valid_from <= p_on))
  )
  select coalesce(jsonb_agg(id order by depth), '[]'::jsonb) from line
$function$;

CREATE OR REPLACE FUNCTION public.unit_name(p_unit unit, p_on date)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(
    (select jsonb_build_object('vi', n.name_vi, 'en', n.name_en) from unit_renaming n
      where n.tenant_id = p_unit.tenant_id and n.unit_id = p_unit.id and n.valid_from <= p_on order by n.valid_from desc limit 1),
    jsonb_build_object('vi', p_unit.name_vi, 'en', p_unit.name_en))
$function$;

CREATE OR REPLACE FUNCTION public.visible_units(p_tenant uuid, p_account uuid, p_on date)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
  with recursive below as (
    select (h->>'unitId')::uuid as id, 1 as depth
      from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h where h->>'role' <> 'technicalAdmin'
    union
    select n.id, below.depth + 1
      from below
      join (
        select u.id, u.parent_id as above from unit u where u.tenant_id = p_tenant
        union all
        select s.unit_id, s.successor_id from unit_succession s where s.tenant_id = p_tenant and s.valid_from <= p_on) n on n.above = below.id
     where below.depth < 20
  )
  select coalesce(array_agg(distinct id), '{}') from below
$function$;

CREATE OR REPLACE FUNCTION public.way_of(p_channel text, p_online_level text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select p_channel || '/' || case when p_channel = 'online' then coalesce(p_online_level, '-') else '-' end
$function$;

create table account (
  tenant_id uuid not null,
  id uuid not null,
  user_name text collate "C" not null,
  full_name text collate "vi-VN-x-icu" not null,
  password_hash text collate "C",
  active boolean not null,
  failed_attempts integer not null default 0,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null,
  password_once_until timestamp with time zone,
  constraint account_pkey PRIMARY KEY (tenant_id, id),
  constraint account_user_name_key UNIQUE (user_name),
  constraint account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint account_failed_attempts_check CHECK (failed_attempts >= 0),
  constraint account_full_name_check CHECK (length(full_name) >= 1 AND length(full_name) <= 200),
  constraint account_password_hash_check CHECK (length(password_hash) >= 1 AND length(password_hash) <= 400),
  constraint account_user_name_check CHECK (user_name ~ '^[a-z0-9][a-z0-9._@-]{1,63}$'::text)
);
CREATE INDEX account_name ON public.account USING btree (tenant_id, full_name, id);

create table action_limit (
  tenant_id uuid not null,
  id uuid not null,
  source text collate "C",
  unit text collate "C" not null,
  amount integer not null,
  ground text not null,
  valid_from date not null,
  entered_at timestamp with time zone not null,
  entered_by uuid not null,
  constraint action_limit_pkey PRIMARY KEY (tenant_id, id),
  constraint action_limit_tenant_id_source_valid_from_key UNIQUE NULLS NOT DISTINCT (tenant_id, source, valid_from),
  constraint action_limit_tenant_id_entered_by_fkey FOREIGN KEY (tenant_id, entered_by) REFERENCES account(tenant_id, id),
  constraint action_limit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint action_limit_amount_check CHECK (amount >= 1 AND amount <= 366),
  constraint action_limit_ground_check CHECK (length(ground) >= 1 AND length(ground) <= 300),
  constraint action_limit_source_check CHECK (source = ANY (ARRAY['lateDossier'::text, 'latePattern'::text, 'lawNotTakenUp'::text, 'auditFinding'::text, 'complaint'::text, 'inspection'::text, 'wrongResult'::text, 'missedObjective'::text, 'review'::text])),
  constraint action_limit_unit_check CHECK (unit = ANY (ARRAY['day'::text, 'month'::text]))
);
CREATE TRIGGER action_limit_append_only BEFORE DELETE OR UPDATE ON public.action_limit FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table apology_letter (
  tenant_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  number text collate "C" not null,
  made_on date not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  constraint apology_letter_pkey PRIMARY KEY (tenant_id, id),
  constraint apology_letter_tenant_id_dossier_id_key UNIQUE (tenant_id, dossier_id),
  constraint apology_letter_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint apology_letter_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint apology_letter_tenant_id_recorded_by_fkey FOREIGN KEY (tenant_id, recorded_by) REFERENCES account(tenant_id, id),
  constraint apology_letter_number_check CHECK (length(number) >= 1 AND length(number) <= 60)
);
CREATE INDEX apology_letter_recorded ON public.apology_letter USING btree (tenant_id, recorded_at);
CREATE TRIGGER apology_letter_append_only BEFORE DELETE OR UPDATE ON public.apology_letter FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER apology_letter_counted AFTER INSERT ON public.apology_letter FOR EACH ROW EXECUTE FUNCTION count_letter();
CREATE TRIGGER apology_letter_no_truncate BEFORE TRUNCATE ON public.apology_letter FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table applicant (
  tenant_id uuid not null,
  dossier_id uuid not null,
  kind text collate "C" not null,
  name text not null,
  phone text,
  email text,
  address text,
  id_number text,
  subject text,
  constraint applicant_pkey PRIMARY KEY (tenant_id, dossier_id),
  constraint applicant_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint applicant_address_check CHECK (length(address) <= 400),
  constraint applicant_email_check CHECK (length(email) <= 200),
  constraint applicant_id_number_check CHECK (length(id_number) <= 20),
  constraint applicant_kind_check CHECK (kind = ANY (ARRAY['citizen'::text, 'business'::text, 'stateBody'::text, 'organisation'::text, 'other'::text])),
  constraint applicant_name_check CHECK (length(name) <= 200),
  constraint applicant_phone_check CHECK (length(phone) <= 20),
  constraint applicant_subject_check CHECK (length(subject) <= 2000)
);
CREATE INDEX applicant_name_fold ON public.applicant USING gin (fold_text(name) gin_trgm_ops);
CREATE INDEX applicant_phone_digits ON public.applicant USING gin (phone_digits(phone) gin_trgm_ops) WHERE (phone IS NOT NULL);

create table audit (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  version integer not null,
  state text collate "C" not null,
  unit_ids uuid[] not null,
  people uuid[] not null,
  from_on date not null,
  to_on date not null,
  period_from date not null,
  period_to date not null,
  created_at timestamp with time zone not null,
  reported_at timestamp with time zone,
  ended_at timestamp with time zone,
  journal_seq integer not null,
  journal_hash text collate "C" not null,
  body jsonb not null,
  constraint audit_pkey PRIMARY KEY (tenant_id, id),
  constraint audit_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint audit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint audit_check CHECK (to_on >= from_on),
  constraint audit_check1 CHECK (period_to >= period_from),
  constraint audit_check2 CHECK ((state = ANY (ARRAY['closed'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL)),
  constraint audit_check3 CHECK ((state <> ALL (ARRAY['reported'::text, 'closed'::text])) OR reported_at IS NOT NULL),
  constraint audit_code_check CHECK (length(code) <= 20),
  constraint audit_journal_hash_check CHECK (length(journal_hash) = 64),
  constraint audit_journal_seq_check CHECK (journal_seq >= 1),
  constraint audit_state_check CHECK (state = ANY (ARRAY['planned'::text, 'approved'::text, 'underWay'::text, 'reported'::text, 'closed'::text, 'withdrawn'::text])),
  constraint audit_unit_ids_check CHECK (cardinality(unit_ids) >= 1 AND cardinality(unit_ids) <= 50),
  constraint audit_version_check CHECK (version >= 1)
);
CREATE INDEX audit_list ON public.audit USING btree (tenant_id, id DESC);

create table audit_file (
  tenant_id uuid not null,
  audit_id uuid not null,
  object_id uuid not null,
  constraint audit_file_pkey PRIMARY KEY (tenant_id, audit_id, object_id),
  constraint audit_file_tenant_id_audit_id_fkey FOREIGN KEY (tenant_id, audit_id) REFERENCES audit(tenant_id, id),
  constraint audit_file_tenant_id_object_id_fkey FOREIGN KEY (tenant_id, object_id) REFERENCES stored_object(tenant_id, id)
);

create table audit_journal (
  tenant_id uuid not null,
  audit_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  event text collate "C" not null,
  actor_id uuid not null,
  canonical text not null,
  hash text collate "C" not null,
  constraint audit_journal_pkey PRIMARY KEY (tenant_id, audit_id, seq),
  constraint audit_journal_tenant_id_audit_id_fkey FOREIGN KEY (tenant_id, audit_id) REFERENCES audit(tenant_id, id),
  constraint audit_journal_canonical_check CHECK (length(canonical) <= 262144),
  constraint audit_journal_event_check CHECK (length(event) <= 40),
  constraint audit_journal_hash_check1 CHECK (length(hash) = 64),
  constraint audit_journal_seq_check1 CHECK (seq >= 1)
);
CREATE TRIGGER audit_journal_append_only BEFORE DELETE OR UPDATE ON public.audit_journal FOR EACH ROW EXECUTE FUNCTION keep_unless_erased('audit', 'audit_id');
CREATE TRIGGER audit_journal_no_truncate BEFORE TRUNCATE ON public.audit_journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table audit_line (
  tenant_id uuid not null,
  audit_id uuid not null,
  key text collate "C" not null,
  version integer not null,
  body jsonb not null,
  constraint audit_line_pkey PRIMARY KEY (tenant_id, audit_id, key),
  constraint audit_line_tenant_id_audit_id_fkey FOREIGN KEY (tenant_id, audit_id) REFERENCES audit(tenant_id, id),
  constraint audit_line_key_check CHECK (length(key) <= 60),
  constraint audit_line_version_check CHECK (version >= 1)
);

create table audit_number (
  tenant_id uuid not null,
  year integer not null,
  last_number integer not null,
  constraint audit_number_pkey PRIMARY KEY (tenant_id, year),
  constraint audit_number_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint audit_number_last_number_check CHECK (last_number >= 1)
);

create table audit_programme (
  tenant_id uuid not null,
  year integer not null,
  version integer not null,
  at timestamp with time zone not null,
  actor_id uuid not null,
  canonical text not null,
  hash text collate "C" not null,
  constraint audit_programme_pkey PRIMARY KEY (tenant_id, year, version),
  constraint audit_programme_tenant_id_actor_id_fkey FOREIGN KEY (tenant_id, actor_id) REFERENCES account(tenant_id, id),
  constraint audit_programme_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint audit_programme_canonical_check CHECK (length(canonical) <= 262144),
  constraint audit_programme_hash_check CHECK (length(hash) = 64),
  constraint audit_programme_version_check CHECK (version >= 1),
  constraint audit_programme_year_check CHECK (year >= 2000 AND year <= 2200)
);
CREATE TRIGGER audit_programme_append_only BEFORE DELETE OR UPDATE ON public.audit_programme FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_programme_no_truncate BEFORE TRUNCATE ON public.audit_programme FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table audit_question (
  tenant_id uuid not null,
  id uuid not null,
  clause text collate "C" not null,
  text text not null,
  from_on date not null,
  to_on date,
  created_by uuid not null,
  constraint audit_question_pkey PRIMARY KEY (tenant_id, id),
  constraint audit_question_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES account(tenant_id, id),
  constraint audit_question_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint audit_question_check CHECK (to_on >= (from_on - 1)),
  constraint audit_question_clause_check CHECK (length(clause) <= 12),
  constraint audit_question_text_check CHECK (length(text) >= 1 AND length(text) <= 1000)
);

create table audit_sheet (
  tenant_id uuid not null,
  audit_id uuid not null,
  frozen_at timestamp with time zone not null,
  sheet jsonb not null,
  population jsonb not null,
  constraint audit_sheet_pkey PRIMARY KEY (tenant_id, audit_id),
  constraint audit_sheet_tenant_id_audit_id_fkey FOREIGN KEY (tenant_id, audit_id) REFERENCES audit(tenant_id, id)
);
CREATE TRIGGER audit_sheet_append_only BEFORE DELETE OR UPDATE ON public.audit_sheet FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_sheet_no_truncate BEFORE TRUNCATE ON public.audit_sheet FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table calendar_draft (
  tenant_id uuid not null,
  calendar_id text collate "C" not null,
  revision integer not null,
  body jsonb not null,
  account_id uuid not null,
  changed_at timestamp with time zone not null,
  constraint calendar_draft_pkey PRIMARY KEY (tenant_id, calendar_id),
  constraint calendar_draft_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint calendar_draft_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint calendar_draft_revision_check CHECK (revision >= 1)
);

create table calendar_publication (
  tenant_id uuid not null,
  calendar_id text collate "C" not null,
  version integer not null,
  account_id uuid not null,
  published_at timestamp with time zone not null,
  moved integer not null default 0,
  kept integer not null default 0,
  finished_at timestamp with time zone,
  constraint calendar_publication_pkey PRIMARY KEY (tenant_id, calendar_id, version),
  constraint calendar_publication_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint calendar_publication_tenant_id_calendar_id_version_fkey FOREIGN KEY (tenant_id, calendar_id, version) REFERENCES calendar_version(tenant_id, id, version),
  constraint calendar_publication_kept_check CHECK (kept >= 0),
  constraint calendar_publication_moved_check CHECK (moved >= 0)
);
CREATE INDEX calendar_publication_recent ON public.calendar_publication USING btree (published_at);

create table calendar_version (
  tenant_id uuid not null,
  id text collate "C" not null,
  version integer not null,
  body jsonb not null,
  created_at timestamp with time zone not null,
  constraint calendar_version_pkey PRIMARY KEY (tenant_id, id, version),
  constraint calendar_version_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint calendar_version_check CHECK ((body ->> 'id'::text) = id AND ((body ->> 'version'::text)::integer) = version),
  constraint calendar_version_id_check CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint calendar_version_version_check CHECK (version >= 1 AND version <= 1000000)
);
CREATE TRIGGER calendar_version_fixed BEFORE DELETE OR UPDATE ON public.calendar_version FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table calendar_warning (
  tenant_id uuid not null,
  calendar_id text collate "C" not null,
  covers_to date not null,
  rung integer not null,
  claimed_at timestamp with time zone not null,
  constraint calendar_warning_pkey PRIMARY KEY (tenant_id, calendar_id, covers_to, rung),
  constraint calendar_warning_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table complaint (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  version integer not null,
  kind text collate "C" not null,
  channel text collate "C" not null,
  state text collate "C" not null,
  unit_id uuid not null,
  dossier_id uuid,
  person_id uuid,
  handler_id uuid,
  received_at timestamp with time zone not null,
  due_at timestamp with time zone,
  answered_at timestamp with time zone,
  in_time boolean,
  justified boolean,
  ended_at timestamp with time zone,
  journal_seq integer not null,
  journal_hash text collate "C" not null,
  body jsonb not null,
  constraint complaint_pkey PRIMARY KEY (tenant_id, id),
  constraint complaint_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint complaint_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint complaint_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint complaint_tenant_id_handler_id_fkey FOREIGN KEY (tenant_id, handler_id) REFERENCES account(tenant_id, id),
  constraint complaint_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES account(tenant_id, id),
  constraint complaint_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES unit(tenant_id, id),
  constraint complaint_channel_check CHECK (channel = ANY (ARRAY['inPerson'::text, 'post'::text, 'phone'::text, 'online'::text])),
  constraint complaint_code_check CHECK (length(code) <= 20),
  constraint complaint_journal_hash_check CHECK (length(journal_hash) = 64),
  constraint complaint_journal_seq_check CHECK (journal_seq >= 1),
  constraint complaint_kind_check CHECK (kind = ANY (ARRAY['feedback'::text, 'complaint'::text, 'denunciation'::text])),
  constraint complaint_state_check CHECK (state = ANY (ARRAY['received'::text, 'accepted'::text, 'handling'::text, 'answered'::text, 'closed'::text, 'refused'::text, 'passedOn'::text])),
  constraint complaint_version_check CHECK (version >= 1)
);
CREATE INDEX complaint_dossier ON public.complaint USING btree (tenant_id, dossier_id) WHERE (dossier_id IS NOT NULL);
CREATE INDEX complaint_open ON public.complaint USING btree (id) WHERE (state = ANY (ARRAY['received'::text, 'accepted'::text, 'handling'::text]));

create table complaint_claim (
  tenant_id uuid not null,
  complaint_id uuid not null,
  rung text collate "C" not null,
  basis text collate "C" not null,
  claimed_at timestamp with time zone not null,
  constraint complaint_claim_pkey PRIMARY KEY (tenant_id, complaint_id, rung, basis),
  constraint complaint_claim_tenant_id_complaint_id_fkey FOREIGN KEY (tenant_id, complaint_id) REFERENCES complaint(tenant_id, id),
  constraint complaint_claim_basis_check CHECK (length(basis) <= 64),
  constraint complaint_claim_rung_check CHECK (length(rung) <= 40)
);

create table complaint_file (
  tenant_id uuid not null,
  complaint_id uuid not null,
  object_id uuid not null,
  name text not null,
  added_at timestamp with time zone not null,
  added_by uuid not null,
  constraint complaint_file_pkey PRIMARY KEY (tenant_id, complaint_id, object_id),
  constraint complaint_file_tenant_id_object_id_key UNIQUE (tenant_id, object_id),
  constraint complaint_file_tenant_id_added_by_fkey FOREIGN KEY (tenant_id, added_by) REFERENCES account(tenant_id, id),
  constraint complaint_file_tenant_id_complaint_id_fkey FOREIGN KEY (tenant_id, complaint_id) REFERENCES complaint(tenant_id, id),
  constraint complaint_file_tenant_id_object_id_fkey FOREIGN KEY (tenant_id, object_id) REFERENCES stored_object(tenant_id, id),
  constraint complaint_file_name_check CHECK (length(name) >= 1 AND length(name) <= 255)
);

create table complaint_journal (
  tenant_id uuid not null,
  complaint_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  event text collate "C" not null,
  canonical text not null,
  hash text collate "C" not null,
  constraint complaint_journal_pkey PRIMARY KEY (tenant_id, complaint_id, seq),
  constraint complaint_journal_tenant_id_complaint_id_fkey FOREIGN KEY (tenant_id, complaint_id) REFERENCES complaint(tenant_id, id),
  constraint complaint_journal_canonical_check CHECK (length(canonical) <= 65536),
  constraint complaint_journal_event_check CHECK (length(event) <= 40),
  constraint complaint_journal_hash_check1 CHECK (length(hash) = 64),
  constraint complaint_journal_seq_check1 CHECK (seq >= 1)
);
CREATE TRIGGER complaint_journal_append_only BEFORE DELETE OR UPDATE ON public.complaint_journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER complaint_journal_no_truncate BEFORE TRUNCATE ON public.complaint_journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table complaint_number (
  tenant_id uuid not null,
  year integer not null,
  last_number integer not null,
  constraint complaint_number_pkey PRIMARY KEY (tenant_id, year),
  constraint complaint_number_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint complaint_number_last_number_check CHECK (last_number >= 1)
);

create table complaint_text (
  tenant_id uuid not null,
  complaint_id uuid not null,
  name text collate "C" not null,
  text text not null,
  constraint complaint_text_pkey PRIMARY KEY (tenant_id, complaint_id, name),
  constraint complaint_text_tenant_id_complaint_id_fkey FOREIGN KEY (tenant_id, complaint_id) REFERENCES complaint(tenant_id, id),
  constraint complaint_text_name_check CHECK (name = ANY (ARRAY['text'::text, 'sender'::text, 'contact'::text, 'reason'::text, 'answer'::text])),
  constraint complaint_text_text_check CHECK (length(text) >= 1 AND length(text) <= 4000)
);

create table corrective_action (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  version integer not null,
  unit_id uuid not null,
  state text collate "C" not null,
  owner_id uuid,
  people uuid[] not null,
  due_on date,
  window_to date,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  outcome text collate "C",
  journal_seq integer not null,
  journal_hash text collate "C" not null,
  body jsonb not null,
  constraint corrective_action_pkey PRIMARY KEY (tenant_id, id),
  constraint corrective_action_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint corrective_action_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint corrective_action_tenant_id_owner_id_fkey FOREIGN KEY (tenant_id, owner_id) REFERENCES account(tenant_id, id),
  constraint corrective_action_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES unit(tenant_id, id),
  constraint corrective_action_check CHECK ((state = ANY (ARRAY['closed'::text, 'carriedOver'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL)),
  constraint corrective_action_check1 CHECK (state <> 'closed'::text OR outcome IS NOT NULL),
  constraint corrective_action_code_check CHECK (length(code) <= 20),
  constraint corrective_action_journal_hash_check CHECK (length(journal_hash) = 64),
  constraint corrective_action_journal_seq_check CHECK (journal_seq >= 1),
  constraint corrective_action_outcome_check CHECK (outcome = ANY (ARRAY['effective'::text, 'unproven'::text])),
  constraint corrective_action_state_check CHECK (state = ANY (ARRAY['proposed'::text, 'analysing'::text, 'awaitingApproval'::text, 'doing'::text, 'verifying'::text, 'measuring'::text, 'closed'::text, 'carriedOver'::text, 'withdrawn'::text])),
  constraint corrective_action_version_check CHECK (version >= 1)
);
CREATE INDEX corrective_action_list ON public.corrective_action USING btree (tenant_id, id DESC);
CREATE INDEX corrective_action_open ON public.corrective_action USING btree (id) WHERE (state = ANY (ARRAY['proposed'::text, 'analysing'::text, 'awaitingApproval'::text, 'doing'::text, 'verifying'::text, 'measuring'::text]));

create table corrective_action_claim (
  tenant_id uuid not null,
  action_id uuid not null,
  rung text collate "C" not null,
  basis text collate "C" not null,
  claimed_at timestamp with time zone not null,
  constraint corrective_action_claim_pkey PRIMARY KEY (tenant_id, action_id, rung, basis),
  constraint corrective_action_claim_tenant_id_action_id_fkey FOREIGN KEY (tenant_id, action_id) REFERENCES corrective_action(tenant_id, id),
  constraint corrective_action_claim_basis_check CHECK (length(basis) <= 64),
  constraint corrective_action_claim_rung_check CHECK (length(rung) <= 40)
);

create table corrective_action_file (
  tenant_id uuid not null,
  action_id uuid not null,
  object_id uuid not null,
  constraint corrective_action_file_pkey PRIMARY KEY (tenant_id, action_id, object_id),
  constraint corrective_action_file_tenant_id_action_id_fkey FOREIGN KEY (tenant_id, action_id) REFERENCES corrective_action(tenant_id, id),
  constraint corrective_action_file_tenant_id_object_id_fkey FOREIGN KEY (tenant_id, object_id) REFERENCES stored_object(tenant_id, id)
);

create table corrective_action_journal (
  tenant_id uuid not null,
  action_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  event text collate "C" not null,
  actor_id uuid,
  canonical text not null,
  hash text collate "C" not null,
  constraint corrective_action_journal_pkey PRIMARY KEY (tenant_id, action_id, seq),
  constraint corrective_action_journal_tenant_id_action_id_fkey FOREIGN KEY (tenant_id, action_id) REFERENCES corrective_action(tenant_id, id),
  constraint corrective_action_journal_canonical_check CHECK (length(canonical) <= 262144),
  constraint corrective_action_journal_event_check CHECK (length(event) <= 40),
  constraint corrective_action_journal_hash_check1 CHECK (length(hash) = 64),
  constraint corrective_action_journal_seq_check1 CHECK (seq >= 1)
);
CREATE TRIGGER corrective_action_journal_append_only BEFORE DELETE OR UPDATE ON public.corrective_action_journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER corrective_action_journal_no_truncate BEFORE TRUNCATE ON public.corrective_action_journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table corrective_action_number (
  tenant_id uuid not null,
  year integer not null,
  last_number integer not null,
  constraint corrective_action_number_pkey PRIMARY KEY (tenant_id, year),
  constraint corrective_action_number_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint corrective_action_number_last_number_check CHECK (last_number >= 1)
);

create table course_delta (
  tenant_id uuid not null,
  dossier_id uuid not null,
  journal_seq integer not null,
  constraint course_delta_pkey PRIMARY KEY (tenant_id, dossier_id, journal_seq)
);

create table course_way (
  tenant_id uuid not null,
  procedure_code text collate "C" not null,
  way text collate "C" not null,
  events text[] not null,
  procedure_hash text collate "C" not null,
  constraint course_way_pkey PRIMARY KEY (tenant_id, procedure_code, way),
  constraint course_way_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
);

create table document (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  type text collate "C" not null,
  owner_unit_id uuid not null,
  access text collate "C" not null,
  parent_id uuid,
  version integer not null,
  title text not null,
  in_force_id uuid,
  open_state text collate "C",
  next_review_on date,
  next_switch_at timestamp with time zone,
  retired_at timestamp with time zone,
  journal_seq integer not null,
  journal_hash text collate "C" not null,
  body jsonb not null,
  constraint document_pkey PRIMARY KEY (tenant_id, id),
  constraint document_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint document_tenant_id_owner_unit_id_fkey FOREIGN KEY (tenant_id, owner_unit_id) REFERENCES unit(tenant_id, id),
  constraint document_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES document(tenant_id, id),
  constraint document_access_check CHECK (access = ANY (ARRAY['agency'::text, 'holders'::text])),
  constraint document_check CHECK (retired_at IS NULL OR in_force_id IS NULL AND open_state IS NULL),
  constraint document_code_check CHECK (length(code) >= 2 AND length(code) <= 40),
  constraint document_journal_hash_check CHECK (length(journal_hash) = 64),
  constraint document_journal_seq_check CHECK (journal_seq >= 1),
  constraint document_open_state_check CHECK (open_state = ANY (ARRAY['draft'::text, 'inReview'::text, 'approved'::text, 'scheduled'::text])),
  constraint document_title_check CHECK (length(title) >= 1 AND length(title) <= 300),
  constraint document_type_check CHECK (type = ANY (ARRAY['policy'::text, 'manual'::text, 'objectives'::text, 'guidance'::text, 'procedure'::text, 'form'::text, 'list'::text, 'external'::text, 'other'::text])),
  constraint document_version_check CHECK (version >= 1)
);
CREATE INDEX document_list ON public.document USING btree (tenant_id, code, id);
CREATE INDEX document_parent ON public.document USING btree (tenant_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX document_switch ON public.document USING btree (next_switch_at) WHERE (next_switch_at IS NOT NULL);
CREATE INDEX document_words ON public.document USING gin (fold_text(((code || ' '::text) || title)) gin_trgm_ops);
CREATE UNIQUE INDEX document_code ON public.document USING btree (tenant_id, code) WHERE (retired_at IS NULL);

create table document_acknowledgement (
  tenant_id uuid not null,
  revision_id uuid not null,
  account_id uuid not null,
  acknowledged_at timestamp with time zone not null,
  constraint document_acknowledgement_pkey PRIMARY KEY (tenant_id, revision_id, account_id),
  constraint document_acknowledgement_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint document_acknowledgement_tenant_id_revision_id_fkey FOREIGN KEY (tenant_id, revision_id) REFERENCES document_revision(tenant_id, id)
);
CREATE TRIGGER document_acknowledgement_fixed BEFORE DELETE OR UPDATE ON public.document_acknowledgement FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table document_definition (
  tenant_id uuid not null,
  hash text collate "C" not null,
  body json not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  constraint document_definition_pkey PRIMARY KEY (tenant_id, hash),
  constraint document_definition_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint document_definition_hash_check CHECK (length(hash) = 64)
);
CREATE TRIGGER document_definition_fixed BEFORE DELETE OR UPDATE ON public.document_definition FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table document_holder (
  tenant_id uuid not null,
  document_id uuid not null,
  unit_id uuid,
  account_id uuid,
  constraint document_holder_tenant_id_document_id_unit_id_account_id_key UNIQUE NULLS NOT DISTINCT (tenant_id, document_id, unit_id, account_id),
  constraint document_holder_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint document_holder_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES document(tenant_id, id),
  constraint document_holder_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES unit(tenant_id, id),
  constraint document_holder_check CHECK ((unit_id IS NULL) <> (account_id IS NULL))
);

create table document_journal (
  tenant_id uuid not null,
  document_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  event text collate "C" not null,
  actor_id uuid,
  in_force_id uuid,
  canonical text not null,
  hash text collate "C" not null,
  constraint document_journal_pkey PRIMARY KEY (tenant_id, document_id, seq),
  constraint document_journal_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES document(tenant_id, id),
  constraint document_journal_canonical_check CHECK (length(canonical) <= 262144),
  constraint document_journal_event_check CHECK (length(event) <= 40),
  constraint document_journal_hash_check1 CHECK (length(hash) = 64),
  constraint document_journal_seq_check1 CHECK (seq >= 1)
);
CREATE INDEX document_journal_at ON public.document_journal USING brin (at);
CREATE TRIGGER document_journal_append_only BEFORE DELETE OR UPDATE ON public.document_journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_journal_no_truncate BEFORE TRUNCATE ON public.document_journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table document_law (
  tenant_id uuid not null,
  document_id uuid not null,
  law_id uuid not null,
  linked_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  revision_id uuid,
  constraint document_law_pkey PRIMARY KEY (tenant_id, document_id, law_id),
  constraint document_law_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES document(tenant_id, id),
  constraint document_law_tenant_id_law_id_fkey FOREIGN KEY (tenant_id, law_id) REFERENCES law(tenant_id, id)
);
CREATE INDEX document_law_open ON public.document_law USING btree (tenant_id, law_id) WHERE (taken_at IS NULL);

create table document_procedure (
  tenant_id uuid not null,
  revision_id uuid not null,
  procedure_code text collate "C" not null,
  procedure_revision integer not null,
  constraint document_procedure_pkey PRIMARY KEY (tenant_id, revision_id),
  constraint document_procedure_tenant_id_procedure_code_procedure_revi_fkey FOREIGN KEY (tenant_id, procedure_code, procedure_revision) REFERENCES procedure_revision(tenant_id, code, revision),
  constraint document_procedure_tenant_id_revision_id_fkey FOREIGN KEY (tenant_id, revision_id) REFERENCES document_revision(tenant_id, id)
);
CREATE INDEX document_procedure_of ON public.document_procedure USING btree (tenant_id, procedure_code, procedure_revision);

create table document_release (
  tenant_id uuid not null,
  id uuid not null,
  decision_number text not null,
  decision_on date not null,
  title text not null,
  effective_on date not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint document_release_pkey PRIMARY KEY (tenant_id, id),
  constraint document_release_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES account(tenant_id, id),
  constraint document_release_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint document_release_decision_number_check CHECK (length(decision_number) >= 1 AND length(decision_number) <= 60),
  constraint document_release_title_check CHECK (length(title) >= 1 AND length(title) <= 300)
);

create table document_revision (
  tenant_id uuid not null,
  document_id uuid not null,
  id uuid not null,
  ordinal integer not null,
  issue integer not null,
  revision integer not null,
  state text collate "C" not null,
  title text not null,
  drafters uuid[] not null,
  object_id uuid,
  procedure_code text collate "C",
  procedure_hash text collate "C",
  release_id uuid,
  in_force tstzrange,
  constraint document_revision_pkey PRIMARY KEY (tenant_id, id),
  constraint document_revision_tenant_id_document_id_ordinal_key UNIQUE (tenant_id, document_id, ordinal),
  constraint document_revision_one_in_force EXCLUDE USING gist (tenant_id WITH =, document_id WITH =, in_force WITH &&),
  constraint document_revision_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES document(tenant_id, id),
  constraint document_revision_tenant_id_object_id_fkey FOREIGN KEY (tenant_id, object_id) REFERENCES stored_object(tenant_id, id),
  constraint document_revision_check CHECK ((in_force IS NOT NULL) = (state = ANY (ARRAY['effective'::text, 'superseded'::text, 'obsolete'::text]))),
  constraint document_revision_check1 CHECK ((state = 'effective'::text) = COALESCE(upper_inf(in_force), false)),
  constraint document_revision_in_force_check CHECK (NOT isempty(in_force) AND NOT lower_inf(in_force)),
  constraint document_revision_issue_check CHECK (issue >= 1),
  constraint document_revision_ordinal_check CHECK (ordinal >= 1),
  constraint document_revision_revision_check CHECK (revision >= 0),
  constraint document_revision_state_check CHECK (state = ANY (ARRAY['draft'::text, 'inReview'::text, 'approved'::text, 'scheduled'::text, 'effective'::text, 'superseded'::text, 'obsolete'::text, 'withdrawn'::text]))
);
CREATE INDEX document_revision_object ON public.document_revision USING btree (tenant_id, object_id) WHERE (object_id IS NOT NULL);
CREATE UNIQUE INDEX document_revision_numbers ON public.document_revision USING btree (tenant_id, document_id, issue, revision) WHERE (state <> 'withdrawn'::text);
CREATE TRIGGER document_revision_fixed BEFORE DELETE OR UPDATE ON public.document_revision FOR EACH ROW EXECUTE FUNCTION keep_document_revision();

create table document_text (
  tenant_id uuid not null,
  object_id uuid not null,
  inspected_at timestamp with time zone not null,
  state text collate "C" not null,
  pages integer,
  remarks text[] not null default '{}'::text[],
  body text,
  folded text,
  exact_words tsvector,
  folded_words tsvector,
  constraint document_text_pkey PRIMARY KEY (tenant_id, object_id),
  constraint document_text_tenant_id_object_id_fkey FOREIGN KEY (tenant_id, object_id) REFERENCES stored_object(tenant_id, id),
  constraint document_text_body_check CHECK (length(body) >= 1 AND length(body) <= 1000000),
  constraint document_text_check CHECK ((state = 'text'::text) = (body IS NOT NULL)),
  constraint document_text_check1 CHECK ((body IS NULL) = (folded IS NULL) AND (body IS NULL) = (exact_words IS NULL) AND (body IS NULL) = (folded_words IS NULL)),
  constraint document_text_pages_check CHECK (pages >= 0),
  constraint document_text_state_check CHECK (state = ANY (ARRAY['text'::text, 'none'::text, 'unread'::text, 'refused'::text]))
);
CREATE INDEX document_text_exact ON public.document_text USING gin (exact_words);
CREATE INDEX document_text_folded ON public.document_text USING gin (folded_words);

create table document_view (
  tenant_id uuid not null,
  object_id uuid not null,
  pdf_id uuid,
  made_at timestamp with time zone not null,
  constraint document_view_pkey PRIMARY KEY (tenant_id, object_id),
  constraint document_view_tenant_id_pdf_id_key UNIQUE (tenant_id, pdf_id),
  constraint document_view_tenant_id_object_id_fkey FOREIGN KEY (tenant_id, object_id) REFERENCES stored_object(tenant_id, id),
  constraint document_view_tenant_id_pdf_id_fkey FOREIGN KEY (tenant_id, pdf_id) REFERENCES stored_object(tenant_id, id),
  constraint document_view_check CHECK (pdf_id <> object_id)
);

create table dossier (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C",
  version integer not null,
  procedure_code text collate "C" not null,
  procedure_hash text collate "C" not null,
  channel text collate "C" not null,
  status smallint not null,
  receiving_unit_id uuid not null,
  responsible_unit_id uuid not null,
  submitted_at timestamp with time zone not null,
  received_at timestamp with time zone,
  due_at timestamp with time zone,
  due_original_at timestamp with time zone,
  next_reminder_at timestamp with time zone,
  result_ready_at timestamp with time zone,
  delivered_at timestamp with time zone,
  closed_at timestamp with time zone,
  timeliness text collate "C",
  days_late integer,
  journal_seq integer not null,
  journal_hash text collate "C" not null,
  body jsonb not null,
  standing_since timestamp with time zone,
  apology_at timestamp with time zone,
  constraint dossier_pkey PRIMARY KEY (tenant_id, id),
  constraint dossier_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint dossier_tenant_id_receiving_unit_id_fkey FOREIGN KEY (tenant_id, receiving_unit_id) REFERENCES unit(tenant_id, id),
  constraint dossier_tenant_id_responsible_unit_id_fkey FOREIGN KEY (tenant_id, responsible_unit_id) REFERENCES unit(tenant_id, id),
  constraint dossier_channel_check CHECK (channel = ANY (ARRAY['direct'::text, 'online'::text, 'postal'::text])),
  constraint dossier_check CHECK ((status = ANY (ARRAY[1, 3])) OR code IS NOT NULL),
  constraint dossier_code_check CHECK (length(code) >= 1 AND length(code) <= 64),
  constraint dossier_days_late_check CHECK (days_late >= 0),
  constraint dossier_journal_hash_check CHECK (length(journal_hash) = 64),
  constraint dossier_journal_seq_check CHECK (journal_seq >= 1),
  constraint dossier_procedure_hash_check CHECK (length(procedure_hash) = 64),
  constraint dossier_status_check CHECK (status >= 1 AND status <= 10),
  constraint dossier_timeliness_check CHECK (timeliness = ANY (ARRAY['early'::text, 'onTime'::text, 'late'::text])),
  constraint dossier_version_check CHECK (version >= 1)
);
CREATE INDEX dossier_apologised ON public.dossier USING btree (tenant_id, id) WHERE ((((body -> 'clock'::text) ->> 'apologies'::text))::integer > 0);
CREATE INDEX dossier_code_part ON public.dossier USING gin (lower(code) gin_trgm_ops) WHERE (code IS NOT NULL);
CREATE INDEX dossier_delivered ON public.dossier USING btree (tenant_id, delivered_at) WHERE (delivered_at IS NOT NULL);
CREATE INDEX dossier_late ON public.dossier USING btree (tenant_id, id) WHERE (timeliness = 'late'::text);
CREATE INDEX dossier_odd ON public.dossier USING btree (tenant_id, id) WHERE (standing_since = '-infinity'::timestamp with time zone);
CREATE INDEX dossier_open_receiving ON public.dossier USING btree (tenant_id, receiving_unit_id, COALESCE(
CASE
    WHEN (result_ready_at IS NULL) THEN due_at
    ELSE NULL::timestamp with time zone
END, 'infinity'::timestamp with time zone), id) WHERE (closed_at IS NULL);
CREATE INDEX dossier_open_responsible ON public.dossier USING btree (tenant_id, responsible_unit_id, COALESCE(
CASE
    WHEN (result_ready_at IS NULL) THEN due_at
    ELSE NULL::timestamp with time zone
END, 'infinity'::timestamp with time zone), id) WHERE (closed_at IS NULL);
CREATE INDEX dossier_procedure ON public.dossier USING btree (tenant_id, procedure_code, id DESC);
CREATE INDEX dossier_received ON public.dossier USING btree (tenant_id, received_at, id) INCLUDE (procedure_code) WHERE (received_at IS NOT NULL);
CREATE INDEX dossier_receiving ON public.dossier USING btree (tenant_id, receiving_unit_id, id);
CREATE INDEX dossier_recount ON public.dossier USING btree (tenant_id, ((body ->> 'calendarId'::text)), (((body ->> 'calendarVersion'::text))::integer), id) WHERE (((closed_at IS NULL) AND (result_ready_at IS NULL)) OR (((body -> 'clock'::text) -> 'uncounted'::text) IS NOT NULL));
CREATE INDEX dossier_reminder ON public.dossier USING btree (next_reminder_at) WHERE (next_reminder_at IS NOT NULL);
CREATE INDEX dossier_responsible ON public.dossier USING btree (tenant_id, responsible_unit_id, id);
CREATE UNIQUE INDEX dossier_code ON public.dossier USING btree (tenant_id, code) WHERE (code IS NOT NULL);
CREATE CONSTRAINT TRIGGER dossier_standing_history AFTER INSERT ON public.dossier DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.received_at IS NOT NULL) AND (new.journal_seq > 1) AND (new.standing_since > '-infinity'::timestamp with time zone))) EXECUTE FUNCTION begin_history();
CREATE TRIGGER dossier_course_begun AFTER INSERT ON public.dossier FOR EACH ROW EXECUTE FUNCTION note_course();
CREATE TRIGGER dossier_course_moved AFTER UPDATE ON public.dossier FOR EACH ROW WHEN ((new.journal_seq <> old.journal_seq)) EXECUTE FUNCTION note_course();
CREATE TRIGGER dossier_doer_begun AFTER INSERT ON public.dossier FOR EACH ROW WHEN ((new.closed_at IS NULL)) EXECUTE FUNCTION keep_doers();
CREATE TRIGGER dossier_doer_moved AFTER UPDATE ON public.dossier FOR EACH ROW WHEN (((new.closed_at IS DISTINCT FROM old.closed_at) OR ((new.body -> 'doneBy'::text) IS DISTINCT FROM (old.body -> 'doneBy'::text)))) EXECUTE FUNCTION keep_doers();
CREATE TRIGGER dossier_standing_begun BEFORE INSERT ON public.dossier FOR EACH ROW WHEN ((new.received_at IS NOT NULL)) EXECUTE FUNCTION begin_standing();
CREATE TRIGGER dossier_standing_moved BEFORE UPDATE ON public.dossier FOR EACH ROW WHEN (((old.received_at IS DISTINCT FROM new.received_at) OR (old.result_ready_at IS DISTINCT FROM new.result_ready_at) OR (old.closed_at IS DISTINCT FROM new.closed_at) OR (old.timeliness IS DISTINCT FROM new.timeliness) OR (old.due_at IS DISTINCT FROM new.due_at) OR (old.responsible_unit_id <> new.responsible_unit_id) OR (old.procedure_hash <> new.procedure_hash) OR (old.apology_at IS DISTINCT FROM new.apology_at) OR ((old.status = ANY (ARRAY[5, 6, 8])) <> (new.status = ANY (ARRAY[5, 6, 8]))) OR ((new.due_at IS NULL) AND (new.received_at IS NOT NULL) AND (new.result_ready_at IS NULL) AND (new.closed_at IS NULL) AND ((old.body -> 'clock'::text) IS DISTINCT FROM (new.body -> 'clock'::text))))) EXECUTE FUNCTION move_standing();

create table dossier_course (
  tenant_id uuid not null,
  dossier_id uuid not null,
  journal_seq integer not null,
  way text collate "C",
  deviations text[],
  steps text[],
  step_ms bigint[],
  step_over boolean[],
  cause text collate "C",
  constraint dossier_course_pkey PRIMARY KEY (tenant_id, dossier_id)
);

create table dossier_delta (
  tenant_id uuid not null,
  side text collate "C" not null,
  half integer not null,
  received integer not null,
  unit_id uuid not null,
  receiving_unit_id uuid not null,
  procedure_hash text collate "C" not null,
  channel text collate "C" not null,
  state text collate "C" not null,
  pace text collate "C",
  due_at timestamp with time zone,
  apology integer,
  asked smallint,
  newest timestamp with time zone not null,
  number smallint not null
);

create table dossier_doer (
  tenant_id uuid not null,
  dossier_id uuid not null,
  account_id uuid not null,
  constraint dossier_doer_pkey PRIMARY KEY (tenant_id, dossier_id, account_id)
);
CREATE INDEX dossier_doer_account ON public.dossier_doer USING btree (tenant_id, account_id, dossier_id);

create table dossier_number (
  tenant_id uuid not null,
  agency_code text collate "C" not null,
  on_date date not null,
  last_number integer not null,
  constraint dossier_number_pkey PRIMARY KEY (tenant_id, agency_code, on_date),
  constraint dossier_number_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint dossier_number_last_number_check CHECK (last_number >= 1 AND last_number <= 999999999)
);

create table dossier_rollup (
  tenant_id uuid not null,
  key uuid not null,
  side text collate "C" not null,
  half integer not null,
  received integer not null,
  unit_id uuid,
  receiving_unit_id uuid,
  procedure_hash text collate "C",
  kind text collate "C" not null,
  online_level text collate "C",
  channel text collate "C" not null,
  state text collate "C" not null,
  pace text collate "C",
  due_at timestamp with time zone,
  apology integer,
  asked smallint,
  number integer not null,
  constraint dossier_rollup_pkey PRIMARY KEY (tenant_id, key),
  constraint dossier_rollup_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint dossier_rollup_side_check CHECK (side = ANY (ARRAY['ended'::text, 'stood'::text, 'open'::text]))
);
CREATE INDEX dossier_rollup_due ON public.dossier_rollup USING btree (tenant_id, due_at) WHERE ((side = 'open'::text) AND (due_at IS NOT NULL));
CREATE INDEX dossier_rollup_receiving ON public.dossier_rollup USING btree (tenant_id, receiving_unit_id, unit_id, side, half);
CREATE INDEX dossier_rollup_side ON public.dossier_rollup USING btree (tenant_id, side, half);
CREATE INDEX dossier_rollup_unit ON public.dossier_rollup USING btree (tenant_id, unit_id, side, half);

create table dossier_span (
  tenant_id uuid not null,
  grain text collate "C" not null,
  side text collate "C" not null,
  length smallint not null,
  first integer not null,
  unit_id uuid,
  procedure_hash text collate "C",
  kind text collate "C" not null,
  received integer not null,
  way text collate "C" not null,
  fate text collate "C" not null,
  apology integer,
  asked smallint,
  number integer not null,
  constraint dossier_span_cell UNIQUE NULLS NOT DISTINCT (tenant_id, grain, side, length, first, unit_id, procedure_hash, kind, received, way, fate, apology, asked),
  constraint dossier_span_grain_check CHECK (grain = ANY (ARRAY['whole'::text, 'unit'::text, 'procedure'::text])),
  constraint dossier_span_length_check CHECK (length = ANY (ARRAY[0, 1, 2, 6, 12, 24])),
  constraint dossier_span_side_check CHECK (side = ANY (ARRAY['ended'::text, 'stood'::text, 'open'::text]))
);

create table duty_claim (
  tenant_id uuid not null,
  duty text collate "C" not null,
  due_on date not null,
  rung text collate "C" not null,
  claimed_at timestamp with time zone not null,
  constraint duty_claim_pkey PRIMARY KEY (tenant_id, duty, due_on, rung),
  constraint duty_claim_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint duty_claim_duty_check CHECK (length(duty) >= 1 AND length(duty) <= 120),
  constraint duty_claim_rung_check CHECK (length(rung) <= 20)
);

create table fact (
  tenant_id uuid not null,
  id uuid not null,
  kind text collate "C" not null,
  number text collate "C" not null,
  stated_on date not null,
  issuer text not null default ''::text,
  title text not null,
  version integer not null,
  withdrawn boolean not null default false,
  constraint fact_pkey PRIMARY KEY (tenant_id, id),
  constraint fact_one_date EXCLUDE USING gist (tenant_id WITH =, issuer WITH =, number WITH =, EXTRACT(year FROM stated_on) WITH =, stated_on WITH <>) WHERE (NOT withdrawn),
  constraint fact_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint fact_number_check CHECK (length(number) >= 3 AND length(number) <= 60),
  constraint fact_title_check CHECK (length(title) >= 1 AND length(title) <= 500),
  constraint fact_version_check CHECK (version >= 1)
);
CREATE INDEX fact_list ON public.fact USING btree (tenant_id, stated_on DESC, id DESC);
CREATE UNIQUE INDEX fact_once ON public.fact USING btree (tenant_id, kind, issuer, number, stated_on, fold_text(title)) WHERE (NOT withdrawn);

create table fact_version (
  tenant_id uuid not null,
  fact_id uuid not null,
  version integer not null,
  body jsonb not null,
  at timestamp with time zone not null,
  actor_id uuid not null,
  constraint fact_version_pkey PRIMARY KEY (tenant_id, fact_id, version),
  constraint fact_version_tenant_id_actor_id_fkey FOREIGN KEY (tenant_id, actor_id) REFERENCES account(tenant_id, id),
  constraint fact_version_tenant_id_fact_id_fkey FOREIGN KEY (tenant_id, fact_id) REFERENCES fact(tenant_id, id),
  constraint fact_version_body_check CHECK (pg_column_size(body) <= 131072),
  constraint fact_version_version_check CHECK (version >= 1)
);
CREATE UNIQUE INDEX fact_proposal ON public.fact_version USING btree (tenant_id, (((body -> 'treatment'::text) ->> 'proposal'::text))) WHERE ((version = 1) AND (((body -> 'treatment'::text) ->> 'proposal'::text) IS NOT NULL));
CREATE TRIGGER fact_version_append_only BEFORE DELETE OR UPDATE ON public.fact_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fact_version_no_truncate BEFORE TRUNCATE ON public.fact_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table form_grouping (
  tenant_id uuid not null,
  id uuid not null,
  form text collate "C" not null,
  ended text not null,
  paused text not null,
  decision text not null,
  valid_from date not null,
  entered_at timestamp with time zone not null,
  entered_by uuid not null,
  constraint form_grouping_pkey PRIMARY KEY (tenant_id, id),
  constraint form_grouping_tenant_id_form_valid_from_key UNIQUE (tenant_id, form, valid_from),
  constraint form_grouping_tenant_id_entered_by_fkey FOREIGN KEY (tenant_id, entered_by) REFERENCES account(tenant_id, id),
  constraint form_grouping_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint form_grouping_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200),
  constraint form_grouping_ended_check CHECK (ended = ANY (ARRAY['resolved'::text, 'apart'::text])),
  constraint form_grouping_form_check CHECK (form = ANY (ARRAY['06a'::text, '06b'::text, 'weekly'::text])),
  constraint form_grouping_paused_check CHECK (paused = ANY (ARRAY['inProgress'::text, 'apart'::text]))
);
CREATE TRIGGER form_grouping_append_only BEFORE DELETE OR UPDATE ON public.form_grouping FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table handover (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  actor_id uuid not null,
  at timestamp with time zone not null,
  decision text not null,
  body jsonb not null,
  constraint handover_pkey PRIMARY KEY (tenant_id, id),
  constraint handover_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint handover_tenant_id_actor_id_fkey FOREIGN KEY (tenant_id, actor_id) REFERENCES account(tenant_id, id),
  constraint handover_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint handover_body_check CHECK (pg_column_size(body) <= 4194304),
  constraint handover_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200)
);
CREATE INDEX handover_account ON public.handover USING btree (tenant_id, account_id, id DESC);
CREATE TRIGGER handover_append_only BEFORE DELETE OR UPDATE ON public.handover FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER handover_no_truncate BEFORE TRUNCATE ON public.handover FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table idempotency (
  tenant_id uuid not null,
  account_id uuid not null,
  key text collate "C" not null,
  request_hash text collate "C" not null,
  status smallint not null,
  response jsonb not null,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (tenant_id, account_id, key),
  constraint idempotency_key_check CHECK (length(key) >= 1 AND length(key) <= 200),
  constraint idempotency_request_hash_check CHECK (length(request_hash) = 64)
);
CREATE INDEX idempotency_age ON public.idempotency USING brin (created_at);

create table imported_case (
  tenant_id uuid not null,
  procedure_code text collate "C" not null,
  case_id text collate "C" not null,
  dossier_id uuid not null,
  content_hash text collate "C" not null,
  event_count integer not null,
  ended_at timestamp with time zone,
  deadline_at timestamp with time zone,
  attributes jsonb not null,
  constraint imported_case_pkey PRIMARY KEY (tenant_id, procedure_code, case_id),
  constraint imported_case_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint imported_case_case_id_check CHECK (length(case_id) <= 200),
  constraint imported_case_content_hash_check CHECK (length(content_hash) = 64)
);

create table journal (
  tenant_id uuid not null,
  dossier_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  event text collate "C" not null,
  actor_id uuid,
  status smallint not null,
  deviation boolean not null,
  canonical text not null,
  hash text collate "C" not null,
  constraint journal_pkey PRIMARY KEY (tenant_id, dossier_id, seq),
  constraint journal_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint journal_canonical_check CHECK (length(canonical) <= 65536),
  constraint journal_event_check CHECK (length(event) <= 64),
  constraint journal_hash_check CHECK (length(hash) = 64),
  constraint journal_seq_check CHECK (seq >= 1),
  constraint journal_status_check CHECK (status >= 1 AND status <= 10)
);
CREATE INDEX journal_at ON public.journal USING brin (at);
CREATE TRIGGER journal_append_only BEFORE DELETE OR UPDATE ON public.journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON public.journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table journal_erasure (
  tenant_id uuid not null,
  journal text collate "C" not null,
  record_id uuid not null,
  seq integer not null,
  left_hash text collate "C" not null,
  dossier_id uuid not null,
  decision text not null,
  erased_at timestamp with time zone not null,
  constraint journal_erasure_pkey PRIMARY KEY (tenant_id, journal, record_id, seq, left_hash),
  constraint journal_erasure_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint journal_erasure_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint journal_erasure_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 120),
  constraint journal_erasure_journal_check CHECK (journal = ANY (ARRAY['audit'::text, 'review'::text])),
  constraint journal_erasure_left_hash_check CHECK (length(left_hash) = 64),
  constraint journal_erasure_seq_check CHECK (seq >= 1)
);
CREATE TRIGGER journal_erasure_append_only BEFORE DELETE OR UPDATE ON public.journal_erasure FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_erasure_no_truncate BEFORE TRUNCATE ON public.journal_erasure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table journal_personal (
  tenant_id uuid not null,
  dossier_id uuid not null,
  seq integer not null,
  field text collate "C" not null,
  salt text collate "C" not null,
  value text not null,
  constraint journal_personal_pkey PRIMARY KEY (tenant_id, dossier_id, seq, field),
  constraint journal_personal_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint journal_personal_field_check CHECK (length(field) <= 64),
  constraint journal_personal_salt_check CHECK (length(salt) = 64),
  constraint journal_personal_value_check CHECK (length(value) <= 8000)
);

create table law (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  title text not null,
  kind text collate "C" not null,
  issuer text not null,
  issued_on date not null,
  effective_from date not null,
  ends_on date,
  replaces_id uuid,
  source text,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint law_pkey PRIMARY KEY (tenant_id, id),
  constraint law_tenant_id_number_issued_on_key UNIQUE (tenant_id, number, issued_on),
  constraint law_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES account(tenant_id, id),
  constraint law_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint law_tenant_id_replaces_id_fkey FOREIGN KEY (tenant_id, replaces_id) REFERENCES law(tenant_id, id),
  constraint law_check CHECK (ends_on >= effective_from),
  constraint law_check1 CHECK (replaces_id <> id),
  constraint law_issuer_check CHECK (length(issuer) >= 1 AND length(issuer) <= 200),
  constraint law_kind_check CHECK (kind = ANY (ARRAY['law'::text, 'decree'::text, 'circular'::text, 'decision'::text, 'resolution'::text, 'standard'::text, 'other'::text])),
  constraint law_number_check CHECK (length(number) >= 1 AND length(number) <= 60),
  constraint law_source_check CHECK (length(source) >= 1 AND length(source) <= 300),
  constraint law_title_check CHECK (length(title) >= 1 AND length(title) <= 500)
);
CREATE INDEX law_list ON public.law USING btree (tenant_id, effective_from DESC, id DESC);
CREATE INDEX law_words ON public.law USING gin (fold_text(((number || ' '::text) || title)) gin_trgm_ops);

create table legal_hold (
  tenant_id uuid not null,
  id uuid not null,
  reason text not null,
  placed_at timestamp with time zone not null,
  placed_by uuid not null,
  released_at timestamp with time zone,
  released_by uuid,
  release_ground text,
  constraint legal_hold_pkey PRIMARY KEY (tenant_id, id),
  constraint legal_hold_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint legal_hold_tenant_id_placed_by_fkey FOREIGN KEY (tenant_id, placed_by) REFERENCES account(tenant_id, id),
  constraint legal_hold_tenant_id_released_by_fkey FOREIGN KEY (tenant_id, released_by) REFERENCES account(tenant_id, id),
  constraint legal_hold_check CHECK ((released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (release_ground IS NULL)),
  constraint legal_hold_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 500),
  constraint legal_hold_release_ground_check CHECK (length(release_ground) >= 1 AND length(release_ground) <= 500)
);
CREATE TRIGGER legal_hold_guard BEFORE DELETE OR UPDATE ON public.legal_hold FOR EACH ROW EXECUTE FUNCTION guard_legal_hold();

create table legal_hold_object (
  tenant_id uuid not null,
  hold_id uuid not null,
  object_id uuid not null,
  added_at timestamp with time zone not null,
  constraint legal_hold_object_pkey PRIMARY KEY (tenant_id, hold_id, object_id),
  constraint legal_hold_object_tenant_id_hold_id_fkey FOREIGN KEY (tenant_id, hold_id) REFERENCES legal_hold(tenant_id, id),
  constraint legal_hold_object_tenant_id_object_id_fkey FOREIGN KEY (tenant_id, object_id) REFERENCES stored_object(tenant_id, id)
);
CREATE INDEX legal_hold_object_object ON public.legal_hold_object USING btree (tenant_id, object_id);
CREATE TRIGGER legal_hold_object_fixed BEFORE DELETE OR UPDATE ON public.legal_hold_object FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER legal_hold_object_guard BEFORE INSERT ON public.legal_hold_object FOR EACH ROW EXECUTE FUNCTION guard_legal_hold_object();

create table made_report (
  tenant_id uuid not null,
  id uuid not null,
  schedule_id uuid,
  period text collate "C",
  copy_id uuid,
  subject text collate "C" not null,
  period_from date not null,
  period_to date not null,
  title text not null,
  body text not null,
  sha256 text collate "C" not null,
  made_at timestamp with time zone not null,
  made_by uuid,
  constraint made_report_pkey PRIMARY KEY (tenant_id, id),
  constraint made_report_tenant_id_copy_id_key UNIQUE (tenant_id, copy_id),
  constraint made_report_tenant_id_schedule_id_period_key UNIQUE (tenant_id, schedule_id, period),
  constraint made_report_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint made_report_tenant_id_made_by_fkey FOREIGN KEY (tenant_id, made_by) REFERENCES account(tenant_id, id),
  constraint made_report_tenant_id_schedule_id_fkey FOREIGN KEY (tenant_id, schedule_id) REFERENCES report_schedule(tenant_id, id),
  constraint made_report_body_check CHECK (length(body) <= 8388608),
  constraint made_report_check CHECK (period_to >= period_from),
  constraint made_report_check1 CHECK ((schedule_id IS NULL) = (period IS NULL)),
  constraint made_report_check2 CHECK ((schedule_id IS NULL) <> (made_by IS NULL)),
  constraint made_report_period_check CHECK (length(period) >= 4 AND length(period) <= 10),
  constraint made_report_sha256_check CHECK (length(sha256) = 64),
  constraint made_report_subject_check CHECK (length(subject) >= 1 AND length(subject) <= 30),
  constraint made_report_title_check CHECK (length(title) >= 1 AND length(title) <= 300)
);
CREATE INDEX made_report_newest ON public.made_report USING btree (tenant_id, id DESC);
CREATE TRIGGER made_report_append_only BEFORE DELETE OR UPDATE ON public.made_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER made_report_no_truncate BEFORE TRUNCATE ON public.made_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table mail (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text collate "C" not null,
  on_date date,
  state text collate "C" not null,
  attempts integer not null default 0,
  attempts_max integer not null,
  next_attempt_at timestamp with time zone,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint mail_pkey PRIMARY KEY (tenant_id, id),
  constraint mail_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint mail_attempts_check CHECK (attempts >= 0),
  constraint mail_attempts_max_check CHECK (attempts_max >= 1 AND attempts_max <= 1000),
  constraint mail_check CHECK ((on_date IS NOT NULL) = (kind = 'daily'::text)),
  constraint mail_check1 CHECK ((next_attempt_at IS NOT NULL) = (state = 'waiting'::text)),
  constraint mail_kind_check CHECK (kind = ANY (ARRAY['notices'::text, 'daily'::text])),
  constraint mail_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text, 'dropped'::text]))
);
CREATE INDEX mail_due ON public.mail USING btree (next_attempt_at) WHERE (state = 'waiting'::text);
CREATE INDEX mail_person ON public.mail USING btree (tenant_id, account_id, created_at);
CREATE INDEX mail_sending ON public.mail USING btree (changed_at) WHERE (state = 'sending'::text);
CREATE INDEX mail_state ON public.mail USING btree (tenant_id, state, id);
CREATE UNIQUE INDEX mail_daily ON public.mail USING btree (tenant_id, account_id, on_date) WHERE (kind = 'daily'::text);

create table mail_attempt (
  tenant_id uuid not null,
  mail_id uuid not null,
  ordinal integer not null,
  address text not null,
  subject text not null,
  outcome text collate "C" not null,
  reply text,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint mail_attempt_pkey PRIMARY KEY (tenant_id, mail_id, ordinal),
  constraint mail_attempt_tenant_id_mail_id_fkey FOREIGN KEY (tenant_id, mail_id) REFERENCES mail(tenant_id, id),
  constraint mail_attempt_address_check CHECK (length(address) <= 200),
  constraint mail_attempt_check CHECK ((ended_at IS NOT NULL) = (outcome <> 'sending'::text)),
  constraint mail_attempt_ordinal_check CHECK (ordinal >= 1),
  constraint mail_attempt_outcome_check CHECK (outcome = ANY (ARRAY['sending'::text, 'sent'::text, 'refused'::text, 'deferred'::text, 'timeOut'::text, 'unreachable'::text, 'unknown'::text, 'fault'::text])),
  constraint mail_attempt_reply_check CHECK (length(reply) <= 400),
  constraint mail_attempt_subject_check CHECK (length(subject) <= 300)
);

create table mail_choice (
  tenant_id uuid not null,
  account_id uuid not null,
  address text,
  kinds text[],
  daily boolean not null,
  language text collate "C" not null,
  changed_at timestamp with time zone not null,
  constraint mail_choice_pkey PRIMARY KEY (tenant_id, account_id),
  constraint mail_choice_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint mail_choice_address_check CHECK (length(address) >= 3 AND length(address) <= 200),
  constraint mail_choice_kinds_check CHECK (cardinality(kinds) <= 40),
  constraint mail_choice_language_check CHECK (language = ANY (ARRAY['vi'::text, 'en'::text]))
);

create table mail_notice (
  tenant_id uuid not null,
  notice_id uuid not null,
  mail_id uuid not null,
  constraint mail_notice_pkey PRIMARY KEY (tenant_id, notice_id),
  constraint mail_notice_tenant_id_mail_id_fkey FOREIGN KEY (tenant_id, mail_id) REFERENCES mail(tenant_id, id),
  constraint mail_notice_tenant_id_notice_id_fkey FOREIGN KEY (tenant_id, notice_id) REFERENCES notice(tenant_id, id)
);
CREATE INDEX mail_notice_mail ON public.mail_notice USING btree (tenant_id, mail_id);

create table management_review (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  version integer not null,
  state text collate "C" not null,
  planned_on date not null,
  as_of date not null,
  held_on date,
  people uuid[] not null,
  open_tasks integer not null,
  journal_seq integer not null,
  journal_hash text collate "C" not null,
  body jsonb not null,
  constraint management_review_pkey PRIMARY KEY (tenant_id, id),
  constraint management_review_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint management_review_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint management_review_check CHECK (held_on >= as_of),
  constraint management_review_check1 CHECK ((state = ANY (ARRAY['held'::text, 'concluded'::text])) = (held_on IS NOT NULL)),
  constraint management_review_code_check CHECK (length(code) <= 20),
  constraint management_review_journal_hash_check CHECK (length(journal_hash) = 64),
  constraint management_review_journal_seq_check CHECK (journal_seq >= 1),
  constraint management_review_open_tasks_check CHECK (open_tasks >= 0),
  constraint management_review_state_check CHECK (state = ANY (ARRAY['planned'::text, 'held'::text, 'concluded'::text, 'cancelled'::text])),
  constraint management_review_version_check CHECK (version >= 1)
);
CREATE INDEX management_review_tasks ON public.management_review USING btree (tenant_id, id) WHERE (open_tasks > 0);

create table management_review_input (
  tenant_id uuid not null,
  review_id uuid not null,
  report text not null,
  sha256 text collate "C" not null,
  frozen_at timestamp with time zone not null,
  constraint management_review_input_pkey PRIMARY KEY (tenant_id, review_id),
  constraint management_review_input_tenant_id_review_id_fkey FOREIGN KEY (tenant_id, review_id) REFERENCES management_review(tenant_id, id),
  constraint management_review_input_report_check CHECK (length(report) <= 8388608),
  constraint management_review_input_sha256_check CHECK (length(sha256) = 64)
);
CREATE TRIGGER management_review_input_append_only BEFORE DELETE OR UPDATE ON public.management_review_input FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER management_review_input_no_truncate BEFORE TRUNCATE ON public.management_review_input FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table management_review_journal (
  tenant_id uuid not null,
  review_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  event text collate "C" not null,
  actor_id uuid not null,
  canonical text not null,
  hash text collate "C" not null,
  constraint management_review_journal_pkey PRIMARY KEY (tenant_id, review_id, seq),
  constraint management_review_journal_tenant_id_actor_id_fkey FOREIGN KEY (tenant_id, actor_id) REFERENCES account(tenant_id, id),
  constraint management_review_journal_tenant_id_review_id_fkey FOREIGN KEY (tenant_id, review_id) REFERENCES management_review(tenant_id, id),
  constraint management_review_journal_canonical_check CHECK (length(canonical) <= 262144),
  constraint management_review_journal_event_check CHECK (length(event) <= 20),
  constraint management_review_journal_hash_check1 CHECK (length(hash) = 64),
  constraint management_review_journal_seq_check1 CHECK (seq >= 1)
);
CREATE TRIGGER management_review_journal_append_only BEFORE DELETE OR UPDATE ON public.management_review_journal FOR EACH ROW EXECUTE FUNCTION keep_unless_erased('review', 'review_id');
CREATE TRIGGER management_review_journal_no_truncate BEFORE TRUNCATE ON public.management_review_journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table migration (
  id integer not null generated always as identity,
  name text collate "C" not null,
  executed_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (id),
  constraint migration_name_key UNIQUE (name)
);

create table nonconformity (
  tenant_id uuid not null,
  id uuid not null,
  seq integer not null,
  code text collate "C" not null,
  cause text collate "C" not null,
  source text collate "C" not null,
  rule text collate "C",
  unit_id uuid not null,
  grade text collate "C" not null,
  clause text collate "C" not null,
  occurred_on date not null,
  field text collate "C",
  found_at timestamp with time zone not null,
  found_by uuid,
  text text,
  facts jsonb not null,
  action_id uuid,
  settled jsonb,
  constraint nonconformity_pkey PRIMARY KEY (tenant_id, id),
  constraint nonconformity_tenant_id_cause_key UNIQUE (tenant_id, cause),
  constraint nonconformity_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint nonconformity_tenant_id_seq_key UNIQUE (tenant_id, seq),
  constraint nonconformity_action_fk FOREIGN KEY (tenant_id, action_id) REFERENCES corrective_action(tenant_id, id),
  constraint nonconformity_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint nonconformity_tenant_id_found_by_fkey FOREIGN KEY (tenant_id, found_by) REFERENCES account(tenant_id, id),
  constraint nonconformity_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES unit(tenant_id, id),
  constraint nonconformity_cause_check CHECK (length(cause) >= 1 AND length(cause) <= 200),
  constraint nonconformity_clause_check CHECK (length(clause) <= 12),
  constraint nonconformity_code_check CHECK (length(code) <= 20),
  constraint nonconformity_grade_check CHECK (grade = ANY (ARRAY['major'::text, 'minor'::text, 'observation'::text])),
  constraint nonconformity_rule_check CHECK (length(rule) <= 40),
  constraint nonconformity_seq_check CHECK (seq >= 1),
  constraint nonconformity_source_check CHECK (source = ANY (ARRAY['lateDossier'::text, 'latePattern'::text, 'lawNotTakenUp'::text, 'auditFinding'::text, 'complaint'::text, 'inspection'::text, 'wrongResult'::text, 'missedObjective'::text, 'review'::text])),
  constraint nonconformity_text_check CHECK (length(text) >= 1 AND length(text) <= 4000)
);
CREATE INDEX nonconformity_action ON public.nonconformity USING btree (tenant_id, action_id) WHERE (action_id IS NOT NULL);
CREATE INDEX nonconformity_month ON public.nonconformity USING btree (tenant_id, field, occurred_on) WHERE ((source = 'lateDossier'::text) AND (field IS NOT NULL));
CREATE INDEX nonconformity_open ON public.nonconformity USING btree (tenant_id, seq DESC) WHERE ((action_id IS NULL) AND (settled IS NULL));
CREATE TRIGGER nonconformity_fixed BEFORE DELETE OR UPDATE ON public.nonconformity FOR EACH ROW EXECUTE FUNCTION keep_nonconformity();

create table nonconformity_dossier (
  tenant_id uuid not null,
  nonconformity_id uuid not null,
  dossier_id uuid not null,
  constraint nonconformity_dossier_pkey PRIMARY KEY (tenant_id, nonconformity_id, dossier_id),
  constraint nonconformity_dossier_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint nonconformity_dossier_tenant_id_nonconformity_id_fkey FOREIGN KEY (tenant_id, nonconformity_id) REFERENCES nonconformity(tenant_id, id)
);
CREATE INDEX nonconformity_of_dossier ON public.nonconformity_dossier USING btree (tenant_id, dossier_id);

create table nonconformity_head (
  tenant_id uuid not null,
  seq integer not null,
  hash text collate "C" not null,
  year integer not null,
  number integer not null,
  constraint nonconformity_head_pkey PRIMARY KEY (tenant_id),
  constraint nonconformity_head_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint nonconformity_head_hash_check CHECK (length(hash) = 64),
  constraint nonconformity_head_number_check CHECK (number >= 0),
  constraint nonconformity_head_seq_check CHECK (seq >= 0)
);

create table nonconformity_journal (
  tenant_id uuid not null,
  seq integer not null,
  nonconformity_id uuid not null,
  at timestamp with time zone not null,
  event text collate "C" not null,
  actor_id uuid,
  canonical text not null,
  hash text collate "C" not null,
  constraint nonconformity_journal_pkey PRIMARY KEY (tenant_id, seq),
  constraint nonconformity_journal_tenant_id_nonconformity_id_fkey FOREIGN KEY (tenant_id, nonconformity_id) REFERENCES nonconformity(tenant_id, id),
  constraint nonconformity_journal_canonical_check CHECK (length(canonical) <= 262144),
  constraint nonconformity_journal_event_check CHECK (event = ANY (ARRAY['RAISE'::text, 'SETTLE'::text, 'TAKE_UP'::text])),
  constraint nonconformity_journal_hash_check CHECK (length(hash) = 64),
  constraint nonconformity_journal_seq_check CHECK (seq >= 1)
);
CREATE INDEX nonconformity_journal_of ON public.nonconformity_journal USING btree (tenant_id, nonconformity_id, seq);
CREATE TRIGGER nonconformity_journal_append_only BEFORE DELETE OR UPDATE ON public.nonconformity_journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER nonconformity_journal_no_truncate BEFORE TRUNCATE ON public.nonconformity_journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table notice (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  dossier_id uuid,
  kind text collate "C" not null,
  payload jsonb not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (tenant_id, id),
  constraint notice_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint notice_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint notice_kind_check CHECK (length(kind) <= 64)
);
CREATE INDEX notice_person ON public.notice USING btree (tenant_id, account_id, id);
CREATE INDEX notice_unread ON public.notice USING btree (tenant_id, account_id, id) WHERE (read_at IS NULL);

create table object_fault (
  tenant_id uuid not null,
  object_id uuid not null,
  found_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  fault text collate "C" not null,
  mended_at timestamp with time zone,
  constraint object_fault_pkey PRIMARY KEY (tenant_id, object_id, found_at),
  constraint object_fault_tenant_id_object_id_fkey FOREIGN KEY (tenant_id, object_id) REFERENCES stored_object(tenant_id, id),
  constraint object_fault_fault_check CHECK (fault = ANY (ARRAY['missing'::text, 'damaged'::text]))
);
CREATE UNIQUE INDEX object_fault_open ON public.object_fault USING btree (tenant_id, object_id) WHERE (mended_at IS NULL);

create table object_run (
  id uuid not null,
  kind text collate "C" not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  report jsonb not null,
  constraint object_run_pkey PRIMARY KEY (id),
  constraint object_run_kind_check CHECK (kind = ANY (ARRAY['sweep'::text, 'scrub'::text, 'purge'::text]))
);
CREATE INDEX object_run_last ON public.object_run USING btree (kind, started_at DESC);

create table objective (
  tenant_id uuid not null,
  id uuid not null,
  year integer not null,
  formula text collate "C" not null,
  unit_id uuid,
  version integer not null,
  withdrawn boolean not null default false,
  constraint objective_pkey PRIMARY KEY (tenant_id, id),
  constraint objective_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint objective_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES unit(tenant_id, id),
  constraint objective_formula_check CHECK (length(formula) >= 1 AND length(formula) <= 20),
  constraint objective_version_check CHECK (version >= 1),
  constraint objective_year_check CHECK (year >= 2015 AND year <= 2100)
);
CREATE INDEX objective_year ON public.objective USING btree (tenant_id, year);
CREATE UNIQUE INDEX objective_once ON public.objective USING btree (tenant_id, year, formula, unit_id) NULLS NOT DISTINCT WHERE (NOT withdrawn);

create table objective_result (
  tenant_id uuid not null,
  objective_id uuid not null,
  period text collate "C" not null,
  version integer not null,
  hits integer,
  total integer,
  light text collate "C" not null,
  found_at timestamp with time zone not null,
  constraint objective_result_pkey PRIMARY KEY (tenant_id, objective_id, period),
  constraint objective_result_tenant_id_objective_id_fkey FOREIGN KEY (tenant_id, objective_id) REFERENCES objective(tenant_id, id),
  constraint objective_result_light_check CHECK (light = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text, 'grey'::text])),
  constraint objective_result_period_check CHECK (period ~ '^[0-9]{4}(-Q[1-4])?$'::text),
  constraint objective_result_version_check CHECK (version >= 1)
);
CREATE TRIGGER objective_result_append_only BEFORE DELETE OR UPDATE ON public.objective_result FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER objective_result_no_truncate BEFORE TRUNCATE ON public.objective_result FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table objective_version (
  tenant_id uuid not null,
  objective_id uuid not null,
  version integer not null,
  body jsonb not null,
  at timestamp with time zone not null,
  actor_id uuid not null,
  constraint objective_version_pkey PRIMARY KEY (tenant_id, objective_id, version),
  constraint objective_version_tenant_id_actor_id_fkey FOREIGN KEY (tenant_id, actor_id) REFERENCES account(tenant_id, id),
  constraint objective_version_tenant_id_objective_id_fkey FOREIGN KEY (tenant_id, objective_id) REFERENCES objective(tenant_id, id),
  constraint objective_version_body_check CHECK (pg_column_size(body) <= 16384),
  constraint objective_version_version_check CHECK (version >= 1)
);
CREATE TRIGGER objective_version_append_only BEFORE DELETE OR UPDATE ON public.objective_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER objective_version_no_truncate BEFORE TRUNCATE ON public.objective_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table open_step (
  tenant_id uuid not null,
  dossier_id uuid not null,
  step text collate "C" not null,
  role text collate "C",
  place text collate "C" not null,
  unit_id uuid not null,
  holder_id uuid,
  entered_at timestamp with time zone not null,
  acknowledged_at timestamp with time zone,
  due_at timestamp with time zone,
  constraint open_step_pkey PRIMARY KEY (tenant_id, dossier_id, step),
  constraint open_step_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id)
);
CREATE INDEX open_step_agency ON public.open_step USING btree (tenant_id, role) WHERE (place = 'agency'::text);
CREATE INDEX open_step_holder ON public.open_step USING btree (tenant_id, holder_id) WHERE (holder_id IS NOT NULL);
CREATE INDEX open_step_pool ON public.open_step USING btree (tenant_id, unit_id, role) WHERE (holder_id IS NULL);

create table outbox (
  tenant_id uuid not null,
  dossier_id uuid not null,
  seq integer not null,
  ordinal integer not null,
  kind text collate "C" not null,
  payload jsonb not null,
  created_at timestamp with time zone not null,
  constraint outbox_pkey PRIMARY KEY (tenant_id, dossier_id, seq, ordinal)
);
CREATE INDEX outbox_oldest ON public.outbox USING btree (created_at);

create table procedure_duty (
  tenant_id uuid not null,
  hash text collate "C" not null,
  role text collate "C" not null,
  place text collate "C" not null,
  constraint procedure_duty_pkey PRIMARY KEY (tenant_id, hash, role, place),
  constraint procedure_duty_tenant_id_hash_fkey FOREIGN KEY (tenant_id, hash) REFERENCES procedure_revision(tenant_id, hash),
  constraint procedure_duty_place_check CHECK (place = ANY (ARRAY['receiving'::text, 'responsible'::text, 'agency'::text]))
);
CREATE TRIGGER procedure_duty_append_only BEFORE DELETE OR UPDATE ON public.procedure_duty FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table procedure_migration (
  tenant_id uuid not null,
  id uuid not null,
  procedure_code text collate "C" not null,
  from_revision integer not null,
  to_revision integer not null,
  from_hash text collate "C" not null,
  to_hash text collate "C" not null,
  steps jsonb not null,
  new_limit boolean not null,
  ground text,
  decision_number text not null,
  decision_on date not null,
  state text collate "C" not null,
  proposed_by uuid not null,
  proposed_for uuid,
  proposed_at timestamp with time zone not null,
  decided_by uuid,
  decided_for uuid,
  decided_at timestamp with time zone,
  reason text,
  task_id uuid,
  finished_at timestamp with time zone,
  constraint procedure_migration_pkey PRIMARY KEY (tenant_id, id),
  constraint procedure_migration_tenant_id_decided_by_fkey FOREIGN KEY (tenant_id, decided_by) REFERENCES account(tenant_id, id),
  constraint procedure_migration_tenant_id_proposed_by_fkey FOREIGN KEY (tenant_id, proposed_by) REFERENCES account(tenant_id, id),
  constraint procedure_migration_tenant_id_task_id_fkey FOREIGN KEY (tenant_id, task_id) REFERENCES task(tenant_id, id),
  constraint procedure_migration_check CHECK (from_hash <> to_hash),
  constraint procedure_migration_check1 CHECK (NOT new_limit OR ground IS NOT NULL),
  constraint procedure_migration_check2 CHECK ((state = 'proposed'::text) = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  constraint procedure_migration_check3 CHECK (finished_at IS NULL OR state = 'approved'::text),
  constraint procedure_migration_four_eyes CHECK (state <> 'approved'::text OR decided_by <> proposed_by AND decided_by IS DISTINCT FROM proposed_for AND (decided_for IS NULL OR decided_for <> proposed_by AND decided_for IS DISTINCT FROM proposed_for)),
  constraint procedure_migration_state_check CHECK (state = ANY (ARRAY['proposed'::text, 'approved'::text, 'rejected'::text]))
);
CREATE INDEX procedure_migration_code ON public.procedure_migration USING btree (tenant_id, procedure_code, id DESC);
CREATE UNIQUE INDEX procedure_migration_open ON public.procedure_migration USING btree (tenant_id, from_hash) WHERE (state = 'proposed'::text);

create table procedure_migration_item (
  tenant_id uuid not null,
  migration_id uuid not null,
  dossier_id uuid not null,
  outcome text collate "C" not null,
  step text collate "C" not null,
  due_before timestamp with time zone,
  due_after timestamp with time zone,
  lost jsonb not null default '[]'::jsonb,
  gained text[] not null default '{}'::text[],
  constraint procedure_migration_item_pkey PRIMARY KEY (tenant_id, migration_id, dossier_id),
  constraint procedure_migration_item_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint procedure_migration_item_tenant_id_migration_id_fkey FOREIGN KEY (tenant_id, migration_id) REFERENCES procedure_migration(tenant_id, id)
);

create table procedure_revision (
  tenant_id uuid not null,
  hash text collate "C" not null,
  code text collate "C" not null,
  revision integer not null,
  valid_from date not null,
  valid_to date,
  status text collate "C" not null,
  body json not null,
  created_at timestamp with time zone not null,
  kind text collate "C" generated always as ((body ->> 'kind'::text)) stored,
  field text collate "C" generated always as (((body -> 'field'::text) ->> 'code'::text)) stored,
  level text collate "C" generated always as ((body ->> 'level'::text)) stored,
  online_level text collate "C" generated always as ((body ->> 'onlineLevel'::text)) stored,
  end_recorded_at timestamp with time zone,
  constraint procedure_revision_pkey PRIMARY KEY (tenant_id, hash),
  constraint procedure_revision_tenant_id_code_revision_key UNIQUE (tenant_id, code, revision),
  constraint procedure_revision_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint procedure_revision_check CHECK (valid_to >= valid_from),
  constraint procedure_revision_check1 CHECK ((body ->> 'code'::text) = code AND ((body ->> 'revision'::text)::integer) = revision),
  constraint procedure_revision_code_check CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint procedure_revision_end_recorded CHECK (end_recorded_at IS NULL OR valid_to IS NOT NULL),
  constraint procedure_revision_hash_check CHECK (hash ~ '^[0-9a-f]{64}$'::text),
  constraint procedure_revision_revision_check CHECK (revision >= 1 AND revision <= 10000),
  constraint procedure_revision_status_check CHECK (status = ANY (ARRAY['draft'::text, 'effective'::text]))
);
CREATE TRIGGER procedure_revision_duties AFTER INSERT ON public.procedure_revision FOR EACH ROW EXECUTE FUNCTION keep_procedure_duties();
CREATE TRIGGER procedure_revision_fixed BEFORE DELETE OR UPDATE ON public.procedure_revision FOR EACH ROW WHEN ((old.status = 'effective'::text)) EXECUTE FUNCTION keep_effective_procedure();

create table procedure_route (
  tenant_id uuid not null,
  procedure_code text collate "C" not null,
  valid_from date not null,
  valid_to date,
  responsible_unit_id uuid not null,
  decision text,
  constraint procedure_route_pkey PRIMARY KEY (tenant_id, procedure_code, valid_from),
  constraint procedure_route_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint procedure_route_tenant_id_responsible_unit_id_fkey FOREIGN KEY (tenant_id, responsible_unit_id) REFERENCES unit(tenant_id, id),
  constraint procedure_route_check CHECK (valid_to >= (valid_from - 1)),
  constraint procedure_route_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200)
);
CREATE TRIGGER procedure_route_past AFTER INSERT OR UPDATE OF valid_to ON public.procedure_route FOR EACH ROW EXECUTE FUNCTION keep_register_past();

create table register_entry (
  tenant_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_id uuid not null,
  kind text collate "C" not null,
  subjects uuid[] not null,
  decision text,
  details jsonb not null,
  constraint register_entry_pkey PRIMARY KEY (tenant_id, id),
  constraint register_entry_tenant_id_actor_id_fkey FOREIGN KEY (tenant_id, actor_id) REFERENCES account(tenant_id, id),
  constraint register_entry_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint register_entry_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200),
  constraint register_entry_details_check CHECK (pg_column_size(details) <= 65536),
  constraint register_entry_kind_check CHECK (kind ~ '^[a-z][A-Za-z]{1,20}[.][a-z][A-Za-z]{1,30}$'::text),
  constraint register_entry_subjects_check CHECK (cardinality(subjects) <= 1000)
);
CREATE INDEX register_entry_subjects ON public.register_entry USING gin (subjects);
CREATE TRIGGER register_entry_append_only BEFORE DELETE OR UPDATE ON public.register_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER register_entry_no_truncate BEFORE TRUNCATE ON public.register_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table register_past (
  tenant_id uuid not null,
  relation text collate "C" not null,
  row_key text collate "C" not null,
  until timestamp with time zone not null,
  there boolean not null,
  valid_to date,
  constraint register_past_pkey PRIMARY KEY (tenant_id, relation, row_key, until),
  constraint register_past_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint register_past_check CHECK (there OR valid_to IS NULL),
  constraint register_past_relation_check CHECK (relation = ANY (ARRAY['role_grant'::text, 'substitution'::text, 'procedure_route'::text])),
  constraint register_past_row_key_check CHECK (length(row_key) >= 1 AND length(row_key) <= 100)
);
CREATE TRIGGER register_past_append_only BEFORE DELETE OR UPDATE ON public.register_past FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER register_past_no_truncate BEFORE TRUNCATE ON public.register_past FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table reminder_claim (
  tenant_id uuid not null,
  dossier_id uuid not null,
  rung text collate "C" not null,
  basis text collate "C" not null,
  claimed_at timestamp with time zone not null,
  constraint reminder_claim_pkey PRIMARY KEY (tenant_id, dossier_id, rung, basis),
  constraint reminder_claim_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint reminder_claim_basis_check CHECK (length(basis) <= 64),
  constraint reminder_claim_rung_check CHECK (rung = ANY (ARRAY['share70'::text, 'share90'::text, 'tMinus1'::text, 'duePassed'::text, 'stepPassed'::text]))
);

create table reminder_fault (
  tenant_id uuid not null,
  dossier_id uuid not null,
  failures integer not null,
  code text collate "C" not null,
  last_at timestamp with time zone not null,
  constraint reminder_fault_pkey PRIMARY KEY (tenant_id, dossier_id),
  constraint reminder_fault_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint reminder_fault_code_check CHECK (length(code) >= 1 AND length(code) <= 64),
  constraint reminder_fault_failures_check CHECK (failures >= 1)
);

create table report_copy (
  tenant_id uuid not null,
  id uuid not null,
  layout text collate "C" not null,
  period_from date not null,
  period_to date not null,
  number text collate "C" not null,
  sent_on date not null,
  title text not null,
  report text not null,
  sha256 text collate "C" not null,
  object_id uuid not null,
  seen text[] not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint report_copy_pkey PRIMARY KEY (tenant_id, id),
  constraint report_copy_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES account(tenant_id, id),
  constraint report_copy_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint report_copy_tenant_id_object_id_fkey FOREIGN KEY (tenant_id, object_id) REFERENCES stored_object(tenant_id, id),
  constraint report_copy_check CHECK (period_to >= period_from),
  constraint report_copy_layout_check CHECK (length(layout) >= 1 AND length(layout) <= 30),
  constraint report_copy_number_check CHECK (length(number) >= 3 AND length(number) <= 60),
  constraint report_copy_report_check CHECK (length(report) <= 8388608),
  constraint report_copy_sha256_check CHECK (length(sha256) = 64),
  constraint report_copy_title_check CHECK (length(title) >= 1 AND length(title) <= 300)
);
CREATE INDEX report_copy_sum ON public.report_copy USING btree (tenant_id, sha256);
CREATE UNIQUE INDEX report_copy_number ON public.report_copy USING btree (tenant_id, number, EXTRACT(year FROM sent_on));
CREATE TRIGGER report_copy_append_only BEFORE DELETE OR UPDATE ON public.report_copy FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_copy_no_truncate BEFORE TRUNCATE ON public.report_copy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table report_delay (
  tenant_id uuid not null,
  schedule_id uuid not null,
  failures integer not null,
  next_at timestamp with time zone not null,
  constraint report_delay_pkey PRIMARY KEY (tenant_id, schedule_id),
  constraint report_delay_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint report_delay_tenant_id_schedule_id_fkey FOREIGN KEY (tenant_id, schedule_id) REFERENCES report_schedule(tenant_id, id),
  constraint report_delay_failures_check CHECK (failures >= 1 AND failures <= 1000)
);

create table report_schedule (
  tenant_id uuid not null,
  id uuid not null,
  subject text collate "C" not null,
  pace text collate "C" not null,
  after_days integer not null,
  decision text not null,
  begins_on date not null,
  entered_at timestamp with time zone not null,
  entered_by uuid not null,
  ended_on date,
  ended_by uuid,
  constraint report_schedule_pkey PRIMARY KEY (tenant_id, id),
  constraint report_schedule_tenant_id_ended_by_fkey FOREIGN KEY (tenant_id, ended_by) REFERENCES account(tenant_id, id),
  constraint report_schedule_tenant_id_entered_by_fkey FOREIGN KEY (tenant_id, entered_by) REFERENCES account(tenant_id, id),
  constraint report_schedule_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint report_schedule_after_days_check CHECK (after_days >= 1 AND after_days <= 60),
  constraint report_schedule_check CHECK ((ended_on IS NULL) = (ended_by IS NULL)),
  constraint report_schedule_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200),
  constraint report_schedule_pace_check CHECK (pace = ANY (ARRAY['month'::text, 'quarter'::text, 'halfYear'::text, 'year'::text])),
  constraint report_schedule_subject_check CHECK (length(subject) >= 1 AND length(subject) <= 30)
);
CREATE UNIQUE INDEX report_schedule_running ON public.report_schedule USING btree (tenant_id, subject, pace) WHERE (ended_on IS NULL);

create table role_grant (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  unit_id uuid not null,
  role text collate "C" not null,
  valid_from date not null,
  valid_to date,
  decision text,
  constraint role_grant_pkey PRIMARY KEY (tenant_id, id),
  constraint role_grant_tenant_id_account_id_unit_id_role_valid_from_key UNIQUE (tenant_id, account_id, unit_id, role, valid_from),
  constraint role_grant_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint role_grant_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES unit(tenant_id, id),
  constraint role_grant_check CHECK (valid_to >= (valid_from - 1)),
  constraint role_grant_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200),
  constraint role_grant_role_check CHECK (role = ANY (ARRAY['receptionist'::text, 'oneStopHead'::text, 'unitHead'::text, 'specialist'::text, 'agencyLeader'::text, 'recordsClerk'::text, 'accountant'::text, 'isoSecretary'::text, 'qualityManager'::text, 'internalAuditor'::text, 'businessAdmin'::text, 'technicalAdmin'::text, 'inspector'::text, 'consultedBody'::text]))
);
CREATE INDEX role_grant_unit ON public.role_grant USING btree (tenant_id, unit_id, role);
CREATE TRIGGER role_grant_in_unit BEFORE INSERT OR UPDATE ON public.role_grant FOR EACH ROW EXECUTE FUNCTION keep_grant_in_unit();
CREATE TRIGGER role_grant_past AFTER INSERT OR UPDATE OF valid_to ON public.role_grant FOR EACH ROW EXECUTE FUNCTION keep_register_past();

create table rollup_newest (
  tenant_id uuid not null,
  newest timestamp with time zone not null,
  constraint rollup_newest_pkey PRIMARY KEY (tenant_id)
);

create table session (
  token_hash bytea not null,
  tenant_id uuid not null,
  account_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint session_check CHECK (expires_at > created_at),
  constraint session_token_hash_check CHECK (length(token_hash) = 32)
);
CREATE INDEX session_account ON public.session USING btree (tenant_id, account_id);
CREATE INDEX session_expiry ON public.session USING btree (expires_at);

create table stay_part (
  tenant_id uuid not null,
  dossier_id uuid not null,
  seq integer not null,
  step text collate "C" not null,
  procedure_code text collate "C" not null,
  kind text collate "C" not null,
  unit_id uuid not null,
  holder_id uuid,
  from_at timestamp with time zone not null,
  from_recorded_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  to_recorded_at timestamp with time zone not null,
  is_left boolean not null,
  due_at timestamp with time zone,
  working_ms bigint not null,
  constraint stay_part_pkey PRIMARY KEY (tenant_id, dossier_id, seq, step)
);
CREATE INDEX stay_part_ended ON public.stay_part USING btree (tenant_id, to_at);

create table step_table_version (
  tenant_id uuid not null,
  document_id uuid not null,
  version integer not null,
  revision_id uuid not null,
  base_hash text collate "C" not null,
  body json not null,
  hash text collate "C",
  deed text collate "C" not null,
  about text,
  notes json not null,
  saved_at timestamp with time zone not null,
  saved_by uuid not null,
  saved_for uuid,
  constraint step_table_version_pkey PRIMARY KEY (tenant_id, document_id, version),
  constraint step_table_version_tenant_id_base_hash_fkey FOREIGN KEY (tenant_id, base_hash) REFERENCES document_definition(tenant_id, hash),
  constraint step_table_version_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES document(tenant_id, id),
  constraint step_table_version_tenant_id_saved_by_fkey FOREIGN KEY (tenant_id, saved_by) REFERENCES account(tenant_id, id),
  constraint step_table_version_deed_check CHECK (deed ~ '^[a-zA-Z]{1,30}$'::text),
  constraint step_table_version_version_check CHECK (version > 0)
);
CREATE TRIGGER step_table_version_fixed BEFORE UPDATE ON public.step_table_version FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table stored_object (
  tenant_id uuid not null,
  id uuid not null,
  object_key text collate "C" not null,
  version_id text collate "C",
  sha256 text collate "C" not null,
  size_bytes bigint not null,
  content_type text collate "C" not null,
  file_name text not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  state text collate "C" not null,
  retain_until timestamp with time zone,
  discarded_at timestamp with time zone,
  discarded_by uuid,
  discard_ground text,
  purged_at timestamp with time zone,
  locked_until timestamp with time zone,
  held_by_store boolean not null,
  checked_at timestamp with time zone,
  crc32 bigint,
  constraint stored_object_pkey PRIMARY KEY (tenant_id, id),
  constraint stored_object_tenant_id_object_key_key UNIQUE (tenant_id, object_key),
  constraint stored_object_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES account(tenant_id, id),
  constraint stored_object_tenant_id_discarded_by_fkey FOREIGN KEY (tenant_id, discarded_by) REFERENCES account(tenant_id, id),
  constraint stored_object_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint stored_object_check CHECK ((state = 'kept'::text) = (discarded_at IS NULL) AND (discarded_at IS NULL) = (discard_ground IS NULL)),
  constraint stored_object_check1 CHECK ((state = 'purged'::text) = (purged_at IS NOT NULL)),
  constraint stored_object_content_type_check CHECK (length(content_type) >= 1 AND length(content_type) <= 200),
  constraint stored_object_crc32_check CHECK (crc32 >= 0 AND crc32 <= '4294967295'::bigint),
  constraint stored_object_discard_ground_check CHECK (length(discard_ground) >= 1 AND length(discard_ground) <= 500),
  constraint stored_object_file_name_check CHECK (length(file_name) >= 1 AND length(file_name) <= 255),
  constraint stored_object_object_key_check CHECK (length(object_key) >= 1 AND length(object_key) <= 200),
  constraint stored_object_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint stored_object_size_bytes_check CHECK (size_bytes >= 0),
  constraint stored_object_state_check CHECK (state = ANY (ARRAY['kept'::text, 'discarded'::text, 'purged'::text])),
  constraint stored_object_version_id_check CHECK (length(version_id) >= 1 AND length(version_id) <= 200)
);
CREATE INDEX stored_object_checked ON public.stored_object USING btree (checked_at NULLS FIRST, id) WHERE (state <> 'purged'::text);
CREATE INDEX stored_object_discarded ON public.stored_object USING btree (discarded_at) WHERE (state = 'discarded'::text);
CREATE INDEX stored_object_held ON public.stored_object USING btree (tenant_id, id) WHERE held_by_store;
CREATE INDEX stored_object_to_lock ON public.stored_object USING btree (retain_until) WHERE ((retain_until IS NOT NULL) AND ((locked_until IS NULL) OR (locked_until < retain_until)));
CREATE TRIGGER stored_object_guard BEFORE DELETE OR UPDATE ON public.stored_object FOR EACH ROW EXECUTE FUNCTION guard_stored_object();

create table subordinate (
  tenant_id uuid not null,
  code text collate "C" not null,
  name text not null,
  decision text not null,
  entered_at timestamp with time zone not null,
  entered_by uuid not null,
  constraint subordinate_pkey PRIMARY KEY (tenant_id, code),
  constraint subordinate_tenant_id_entered_by_fkey FOREIGN KEY (tenant_id, entered_by) REFERENCES account(tenant_id, id),
  constraint subordinate_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint subordinate_code_check CHECK (length(code) >= 1 AND length(code) <= 64),
  constraint subordinate_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200),
  constraint subordinate_name_check CHECK (length(name) >= 1 AND length(name) <= 500)
);

create table subordinate_report (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  form text collate "C" not null,
  period_from date not null,
  period_to date not null,
  version integer not null,
  body text not null,
  sha256 text collate "C" not null,
  received_at timestamp with time zone not null,
  received_by uuid not null,
  constraint subordinate_report_pkey PRIMARY KEY (tenant_id, id),
  constraint subordinate_report_tenant_id_code_form_period_from_period_t_key UNIQUE (tenant_id, code, form, period_from, period_to, version),
  constraint subordinate_report_tenant_id_code_fkey FOREIGN KEY (tenant_id, code) REFERENCES subordinate(tenant_id, code),
  constraint subordinate_report_tenant_id_received_by_fkey FOREIGN KEY (tenant_id, received_by) REFERENCES account(tenant_id, id),
  constraint subordinate_report_body_check CHECK (length(body) <= 4194304),
  constraint subordinate_report_check CHECK (period_to >= period_from),
  constraint subordinate_report_form_check CHECK (length(form) >= 1 AND length(form) <= 10),
  constraint subordinate_report_sha256_check CHECK (length(sha256) = 64),
  constraint subordinate_report_version_check CHECK (version >= 1)
);
CREATE INDEX subordinate_report_period ON public.subordinate_report USING btree (tenant_id, form, period_from, period_to, code, version DESC);
CREATE TRIGGER subordinate_report_append_only BEFORE DELETE OR UPDATE ON public.subordinate_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER subordinate_report_no_truncate BEFORE TRUNCATE ON public.subordinate_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- the owner may: insert, maintain, references, select, trigger

create table substitution (
  tenant_id uuid not null,
  id uuid not null,
  absent_account_id uuid not null,
  substitute_account_id uuid not null,
  role text collate "C",
  valid_from date not null,
  valid_to date not null,
  decision text not null,
  constraint substitution_pkey PRIMARY KEY (tenant_id, id),
  constraint substitution_tenant_id_absent_account_id_fkey FOREIGN KEY (tenant_id, absent_account_id) REFERENCES account(tenant_id, id),
  constraint substitution_tenant_id_substitute_account_id_fkey FOREIGN KEY (tenant_id, substitute_account_id) REFERENCES account(tenant_id, id),
  constraint substitution_check CHECK (substitute_account_id <> absent_account_id),
  constraint substitution_check1 CHECK (valid_to >= (valid_from - 1)),
  constraint substitution_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200),
  constraint substitution_role_check CHECK (role = ANY (ARRAY['receptionist'::text, 'oneStopHead'::text, 'unitHead'::text, 'specialist'::text, 'agencyLeader'::text, 'recordsClerk'::text, 'accountant'::text, 'isoSecretary'::text, 'qualityManager'::text, 'internalAuditor'::text, 'businessAdmin'::text, 'technicalAdmin'::text, 'inspector'::text, 'consultedBody'::text]))
);
CREATE INDEX substitution_absent ON public.substitution USING btree (tenant_id, absent_account_id);
CREATE INDEX substitution_substitute ON public.substitution USING btree (tenant_id, substitute_account_id);
CREATE TRIGGER substitution_past AFTER INSERT OR UPDATE OF valid_to ON public.substitution FOR EACH ROW EXECUTE FUNCTION keep_register_past();

create table survey_answer (
  tenant_id uuid not null,
  id uuid not null,
  dossier_id uuid,
  campaign_id uuid,
  catalogue text collate "C" not null,
  scores jsonb not null,
  comment text,
  answered_on date not null,
  constraint survey_answer_pkey PRIMARY KEY (tenant_id, id),
  constraint survey_answer_tenant_id_dossier_id_key UNIQUE (tenant_id, dossier_id),
  constraint survey_answer_tenant_id_campaign_id_fkey FOREIGN KEY (tenant_id, campaign_id) REFERENCES survey_campaign(tenant_id, id),
  constraint survey_answer_tenant_id_dossier_id_fkey FOREIGN KEY (tenant_id, dossier_id) REFERENCES dossier(tenant_id, id),
  constraint survey_answer_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint survey_answer_catalogue_check CHECK (length(catalogue) <= 40),
  constraint survey_answer_check CHECK ((dossier_id IS NULL) <> (campaign_id IS NULL)),
  constraint survey_answer_comment_check CHECK (length(comment) >= 1 AND length(comment) <= 1000)
);
CREATE INDEX survey_answer_campaign ON public.survey_answer USING btree (tenant_id, campaign_id) WHERE (campaign_id IS NOT NULL);

create table survey_campaign (
  tenant_id uuid not null,
  id uuid not null,
  kind text collate "C" not null,
  title text not null,
  from_on date not null,
  to_on date not null,
  catalogue text collate "C" not null,
  answers_max integer,
  answers integer not null,
  number text collate "C",
  handed_out integer,
  counts jsonb,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint survey_campaign_pkey PRIMARY KEY (tenant_id, id),
  constraint survey_campaign_tenant_id_number_key UNIQUE (tenant_id, number),
  constraint survey_campaign_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES account(tenant_id, id),
  constraint survey_campaign_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint survey_campaign_answers_check CHECK (answers >= 0),
  constraint survey_campaign_answers_max_check CHECK (answers_max >= 1 AND answers_max <= 10000),
  constraint survey_campaign_catalogue_check CHECK (length(catalogue) <= 40),
  constraint survey_campaign_check CHECK (to_on >= from_on),
  constraint survey_campaign_check1 CHECK (handed_out >= answers),
  constraint survey_campaign_check2 CHECK ((kind = 'link'::text) = (answers_max IS NOT NULL)),
  constraint survey_campaign_check3 CHECK ((kind = 'paper'::text) = (counts IS NOT NULL)),
  constraint survey_campaign_check4 CHECK (answers <= answers_max),
  constraint survey_campaign_kind_check CHECK (kind = ANY (ARRAY['link'::text, 'paper'::text])),
  constraint survey_campaign_number_check CHECK (length(number) >= 1 AND length(number) <= 60),
  constraint survey_campaign_title_check CHECK (length(title) >= 1 AND length(title) <= 200)
);

create table task (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  request jsonb not null,
  state text collate "C" not null,
  run smallint not null default 0,
  lease_until timestamp with time zone,
  done_count integer not null default 0,
  total_count integer,
  position jsonb,
  result jsonb,
  error text collate "C",
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  idle_runs integer not null default 0,
  furthest integer not null default 0,
  constraint task_pkey PRIMARY KEY (tenant_id, id),
  constraint task_tenant_id_account_id_key_key UNIQUE (tenant_id, account_id, key),
  constraint task_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint task_check CHECK ((finished_at IS NOT NULL) = (state = ANY (ARRAY['done'::text, 'failed'::text]))),
  constraint task_done_count_check CHECK (done_count >= 0),
  constraint task_furthest_check CHECK (furthest >= 0),
  constraint task_idle_runs_check CHECK (idle_runs >= 0),
  constraint task_key_check CHECK (length(key) >= 1 AND length(key) <= 200),
  constraint task_kind_check CHECK (kind ~ '^[a-zA-Z]{1,30}$'::text),
  constraint task_run_check CHECK (run >= 0),
  constraint task_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])),
  constraint task_total_count_check CHECK (total_count >= 0)
);
CREATE INDEX task_open ON public.task USING btree (created_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX task_own ON public.task USING btree (tenant_id, account_id, id DESC);

create table task_file (
  tenant_id uuid not null,
  task_id uuid not null,
  part integer not null,
  bytes bytea not null,
  constraint task_file_pkey PRIMARY KEY (tenant_id, task_id, part),
  constraint task_file_tenant_id_task_id_fkey FOREIGN KEY (tenant_id, task_id) REFERENCES task(tenant_id, id) ON DELETE CASCADE,
  constraint task_file_bytes_check CHECK (length(bytes) <= 8388608),
  constraint task_file_part_check CHECK (part >= 1)
);

create table task_item (
  tenant_id uuid not null,
  task_id uuid not null,
  ordinal integer not null,
  dossier_id uuid not null,
  version integer not null,
  step text collate "C" not null,
  outcome text collate "C",
  constraint task_item_pkey PRIMARY KEY (tenant_id, task_id, ordinal),
  constraint task_item_tenant_id_task_id_fkey FOREIGN KEY (tenant_id, task_id) REFERENCES task(tenant_id, id) ON DELETE CASCADE,
  constraint task_item_ordinal_check CHECK (ordinal >= 1)
);

create table tenant (
  id uuid not null,
  code text collate "C" not null,
  name_vi text collate "vi-VN-x-icu" not null,
  name_en text not null,
  level text collate "C" not null,
  zone text collate "C" not null,
  calendar_id text collate "C" not null,
  created_at timestamp with time zone not null,
  constraint tenant_pkey PRIMARY KEY (id),
  constraint tenant_code_key UNIQUE (code),
  constraint tenant_calendar_id_check CHECK (calendar_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint tenant_code_check CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint tenant_level_check CHECK (level = ANY (ARRAY['bo'::text, 'tinh'::text, 'so'::text, 'huyen'::text, 'xa'::text])),
  constraint tenant_name_en_check CHECK (length(name_en) >= 1 AND length(name_en) <= 500),
  constraint tenant_name_vi_check CHECK (length(name_vi) >= 1 AND length(name_vi) <= 500),
  constraint tenant_zone_check CHECK (length(zone) >= 1 AND length(zone) <= 64)
);

create table unit (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  name_vi text collate "vi-VN-x-icu" not null,
  name_en text not null,
  kind text collate "C" not null,
  parent_id uuid,
  valid_from date not null,
  valid_to date,
  decision text,
  constraint unit_pkey PRIMARY KEY (tenant_id, id),
  constraint unit_tenant_id_code_valid_from_key UNIQUE (tenant_id, code, valid_from),
  constraint unit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint unit_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES unit(tenant_id, id),
  constraint unit_check CHECK (parent_id <> id),
  constraint unit_check1 CHECK (valid_to >= valid_from),
  constraint unit_code_check CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint unit_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200),
  constraint unit_kind_check CHECK (kind = ANY (ARRAY['agency'::text, 'leadership'::text, 'department'::text, 'oneStopDesk'::text, 'external'::text])),
  constraint unit_name_en_check CHECK (length(name_en) >= 1 AND length(name_en) <= 500),
  constraint unit_name_vi_check CHECK (length(name_vi) >= 1 AND length(name_vi) <= 500)
);
CREATE INDEX unit_parent ON public.unit USING btree (tenant_id, parent_id);
CREATE UNIQUE INDEX unit_open_code ON public.unit USING btree (tenant_id, code) WHERE (valid_to IS NULL);
CREATE TRIGGER unit_over_grants BEFORE UPDATE ON public.unit FOR EACH ROW WHEN ((new.valid_to IS NOT NULL)) EXECUTE FUNCTION keep_unit_over_grants();
CREATE TRIGGER unit_parent_fixed BEFORE UPDATE ON public.unit FOR EACH ROW WHEN ((old.parent_id IS DISTINCT FROM new.parent_id)) EXECUTE FUNCTION keep_unit_parent();

create table unit_renaming (
  tenant_id uuid not null,
  unit_id uuid not null,
  valid_from date not null,
  name_vi text collate "vi-VN-x-icu" not null,
  name_en text not null,
  constraint unit_renaming_pkey PRIMARY KEY (tenant_id, unit_id, valid_from),
  constraint unit_renaming_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES unit(tenant_id, id),
  constraint unit_renaming_name_en_check CHECK (length(name_en) >= 1 AND length(name_en) <= 500),
  constraint unit_renaming_name_vi_check CHECK (length(name_vi) >= 1 AND length(name_vi) <= 500)
);

create table unit_succession (
  tenant_id uuid not null,
  unit_id uuid not null,
  successor_id uuid not null,
  valid_from date not null,
  constraint unit_succession_pkey PRIMARY KEY (tenant_id, unit_id, successor_id),
  constraint unit_succession_tenant_id_successor_id_fkey FOREIGN KEY (tenant_id, successor_id) REFERENCES unit(tenant_id, id),
  constraint unit_succession_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES unit(tenant_id, id),
  constraint unit_succession_check CHECK (successor_id <> unit_id)
);
CREATE INDEX unit_succession_successor ON public.unit_succession USING btree (tenant_id, successor_id);
