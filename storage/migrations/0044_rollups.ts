import { Migration } from '@mikro-orm/migrations'

/** Figures kept while dossiers move: what a transition changes is appended, a job folds it into cells, a report sums cells. docs/decisions/0011-rollups.md. */
export class Rollups extends Migration {
  override up(): void {
    this.addSql(tables)
    this.addSql(cells)
    this.addSql(marks)
    this.addSql(triggers)
    this.addSql(folding)
    this.addSql(recount)
    this.addSql(saving)
    this.addSql(filling)
  }
}

const tables = `
alter table procedure_revision
  add column kind text collate "C" generated always as (body->>'kind') stored,
  add column field text collate "C" generated always as (body->'field'->>'code') stored,
  add column level text collate "C" generated always as (body->>'level') stored,
  add column online_level text collate "C" generated always as (body->>'onlineLevel') stored;

-- Since when an open dossier stands as it does: the last event that changed that. -infinity: no cell can tell of it, it is counted by itself.
alter table dossier add column standing_since timestamptz, add column apology_at timestamptz;
create index dossier_odd on dossier (tenant_id, id) where standing_since = '-infinity';

-- What transitions changed and nobody has folded yet: only added here, and taken away by the fold. A heap without an index; whoever counts reads all of it.
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
  due_at timestamptz,
  apology integer,
  asked smallint,
  newest timestamptz not null,
  number smallint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- How many dossiers are alike, by half-months (from the 1st and from the 15th, agency-local): 'ended' in it, 'stood' open on its first instant, 'open'
-- now and standing so since it. Each number lies in four grains, from the whole agency to unit and procedure together.
create table dossier_rollup (
  tenant_id uuid not null references tenant (id),
  -- A digest of everything below but the numbers.
  key uuid not null,
  grain text collate "C" not null check (grain in ('whole', 'unit', 'procedure', 'both')),
  side text collate "C" not null check (side in ('ended', 'stood', 'open')),
  half integer not null,
  received integer not null,
  unit_id uuid,
  receiving_unit_id uuid,
  procedure_hash text collate "C",
  kind text collate "C" not null,
  online_level text collate "C",
  channel text collate "C" not null,
  state text collate "C" not null,
  -- Null while due_at decides, and of a result without a limit.
  pace text collate "C",
  due_at timestamptz,
  -- The half-month of the apology where that is later than the cell itself, 0 where it is not, null without one.
  apology integer,
  -- Of a result: how often the applicant had to complete the dossier, 2 for more often.
  asked smallint,
  -- No event of these dossiers that changed a cell is later than this, nor was recorded later.
  newest timestamptz not null,
  number integer not null,
  primary key (tenant_id, key)
) with (fillfactor = 90);
-- The cells of a period; of the finest grain by unit too, for readers of some units.
create index dossier_rollup_read on dossier_rollup (tenant_id, grain, side, half);
create index dossier_rollup_unit on dossier_rollup (tenant_id, unit_id, side, half) where grain = 'both';
create index dossier_rollup_receiving on dossier_rollup (tenant_id, receiving_unit_id, side, half) where grain = 'both';
`

const cells = `
create function half_of(p_at timestamptz, p_zone text) returns integer language sql immutable parallel safe as $$
  select date_part('year', p_at at time zone p_zone)::integer * 24 + date_part('month', p_at at time zone p_zone)::integer * 2 - 2
    + case when date_part('day', p_at at time zone p_zone) >= 15 then 1 else 0 end
$$;
create function last_event_at(p_body jsonb) returns timestamptz language sql immutable parallel safe as $$
  select 'epoch'::timestamptz + (p_body->>'lastEventAtMs')::bigint * interval '1 millisecond'
$$;
-- The clock stands still with more than its limit used.
create function is_spent(p_body jsonb) returns boolean language sql immutable parallel safe as $$
  select p_body->'clock'->>'startedAtMs' is not null and p_body->'clock'->>'endedAtMs' is null and p_body->'clock'->>'runningSinceMs' is null
    and (p_body->'clock'->>'consumed')::bigint > (p_body->'clock'->>'budget')::bigint
$$;

-- The one cell that a received dossier lies in now: where it ended, or where it stands. As dossier_standings tells it.
create function standing_of(d dossier, p_zone text)
returns table (side text, half integer, received integer, state text, pace text, due_at timestamptz, apology integer, asked smallint)
language plpgsql stable as $$
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
end $$;

-- How a dossier stood on the first instant of each half-month behind one up to another, by its journal, and whether it had been apologised for by then.
create function stood_cells(p_tenant uuid, p_dossier uuid, p_apology timestamptz, p_zone text, p_after integer, p_until integer)
returns table (half integer, state text, pace text, apology integer) language plpgsql stable as $$
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
end $$;
`

/** What dossiers of before are to be counted by. */
const marks = `
update dossier set standing_since = last_event_at(body) where received_at is not null and closed_at is null and result_ready_at is null;
update dossier d set standing_since = '-infinity' from tenant t where t.id = d.tenant_id and half_of(d.closed_at, t.zone) < half_of(d.result_ready_at, t.zone);
update dossier d set apology_at = a.at
  from (select j.tenant_id, j.dossier_id, min(j.at) as at from journal j where j.event = 'APOLOGY_ISSUED' group by 1, 2) a
 where d.tenant_id = a.tenant_id and d.id = a.dossier_id;
`

const columns = 'tenant_id, side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, apology, asked, newest, number'
/** A delta of the row `row` in the cell `cell`. */
const delta = (row: string, cell: string, newest: string, number: number): string => `select ${row}.tenant_id, ${cell}.side, ${cell}.half, ${cell}.received, ${row}.responsible_unit_id,
      ${row}.receiving_unit_id, ${row}.procedure_hash, ${row}.channel, ${cell}.state, ${cell}.pace, ${cell}.due_at, ${cell}.apology, ${cell}.asked, ${newest}, ${number}`
/** A delta of the row `row` for a half-month that it was open through. */
const stood = (row: string, newest: string, number: number): string => `select ${row}.tenant_id, 'stood', c.half, half_of(${row}.received_at, v_zone), ${row}.responsible_unit_id,
      ${row}.receiving_unit_id, ${row}.procedure_hash, ${row}.channel, c.state, c.pace, null::timestamptz, c.apology, null::smallint, ${newest}, ${number}`

const triggers = `
-- A letter of apology that no event stands for counts from its day on.
create function count_letter() returns trigger language plpgsql as $$
begin
  update dossier d set apology_at = least(d.apology_at, new.made_on::timestamp at time zone t.zone) from tenant t where t.id = new.tenant_id and d.tenant_id = new.tenant_id and d.id = new.dossier_id;
  return null;
end $$;

-- A receipt is counted at once. One that comes with its past is counted when the transaction ends: its journal is written after it.
create function begin_standing() returns trigger language plpgsql as $$
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
    insert into dossier_delta (${columns})
    ${delta('new', 's', 'new.standing_since', 1)} from standing_of(new, v_zone) s;
  end if;
  return new;
end $$;
create trigger dossier_standing_begun before insert on dossier for each row when (new.received_at is not null) execute function begin_standing();

create function begin_history() returns trigger language plpgsql as $$
declare
  v_zone text := (select t.zone from tenant t where t.id = new.tenant_id);
  v_newest timestamptz := coalesce((select max(greatest(j.at, j.recorded_at)) from journal j where j.tenant_id = new.tenant_id and j.dossier_id = new.id), new.standing_since);
begin
  insert into dossier_delta (${columns})
  ${delta('new', 's', 'v_newest', 1)} from standing_of(new, v_zone) s
  union all
  ${stood('new', 'v_newest', 1)}
    from stood_cells(new.tenant_id, new.id, new.apology_at, v_zone, half_of(new.received_at, v_zone), half_of(coalesce(new.result_ready_at, new.closed_at, new.standing_since), v_zone)) c;
  return null;
end $$;
create constraint trigger dossier_standing_history after insert on dossier deferrable initially deferred for each row
  when (new.received_at is not null and new.journal_seq > 1 and new.standing_since > '-infinity') execute function begin_history();

-- Takes a dossier out of the cell where it was and puts it where it is, and tells how it stood when half-months began meanwhile. The condition leaves
-- most transitions alone: a dossier is assigned, taken up and handed on without leaving its cell.
create function move_standing() returns trigger language plpgsql as $$
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
      insert into dossier_delta (${columns})
      ${stood('old', 'v_at', -1)} from stood_cells(old.tenant_id, old.id, old.apology_at, v_zone, half_of(old.received_at, v_zone), v_from) c
      union all
      ${stood('new', 'v_at', 1)} from stood_cells(old.tenant_id, old.id, new.apology_at, v_zone, half_of(old.received_at, v_zone), v_from) c where new.standing_since > '-infinity';
    end if;
    v_to := half_of(v_at, v_zone);
    if v_ended is null and v_from < v_to and new.standing_since > '-infinity' then
      insert into dossier_delta (${columns})
      ${stood('new', 'v_at', 1)}
        from (select h.half, s.state, p.pace, case when p.pace = 'overdue' and half_of(new.apology_at, v_zone) < h.half then 0 end as apology
                from standing_of(old, v_zone) s cross join generate_series(v_from + 1, v_to) h (half)
               cross join lateral (select coalesce(s.pace, case when half_of(s.due_at, v_zone) < h.half then 'overdue' else 'within' end) as pace) p) c;
    end if;
  end if;
  insert into dossier_delta (${columns})
  ${delta('old', 's', 'v_at', -1)} from standing_of(old, v_zone) s where old.received_at is not null
  union all
  ${delta('new', 's', 'v_at', 1)} from standing_of(new, v_zone) s where new.standing_since > '-infinity';
  return new;
end $$;
create trigger dossier_standing_moved before update on dossier for each row
  when (old.received_at is distinct from new.received_at or old.result_ready_at is distinct from new.result_ready_at or old.closed_at is distinct from new.closed_at
    or old.timeliness is distinct from new.timeliness or old.due_at is distinct from new.due_at or old.responsible_unit_id <> new.responsible_unit_id
    or old.procedure_hash <> new.procedure_hash or old.apology_at is distinct from new.apology_at or (old.status in (5, 6, 8)) <> (new.status in (5, 6, 8))
    or (new.due_at is null and new.received_at is not null and new.result_ready_at is null and new.closed_at is null and old.body->'clock' is distinct from new.body->'clock'))
  execute function move_standing();
`

/** What tells a cell from others, in the order of its digest. */
const natural = ['side', 'half', 'received', 'unit_id', 'receiving_unit_id', 'procedure_hash', 'kind', 'online_level', 'channel', 'state', 'pace', 'due_at', 'apology', 'asked']
const digest = `md5(concat(c.grain, ${natural.map((name) => `'/', ${name === 'due_at' ? 'extract(epoch from c.due_at)' : `c.${name}`}`).join(', ')}))::uuid`
/** Rows that have kind and online level, laid into the grains. */
const grained = (from: string): string => `select g.grain, f.tenant_id, f.side, f.half, f.received, case when g.grain in ('unit', 'both') then f.unit_id end as unit_id,
           case when g.grain = 'both' then f.receiving_unit_id end as receiving_unit_id, case when g.grain in ('procedure', 'both') then f.procedure_hash end as procedure_hash,
           f.kind, f.online_level, f.channel, f.state, f.pace, f.due_at, f.apology, f.asked, max(f.newest) as newest, sum(f.number)::integer as number
      from ${from} f cross join (values ('whole'), ('unit'), ('procedure'), ('both')) g (grain)
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    having sum(f.number) <> 0`

const folding = `
-- Folds at most so many deltas into cells; answers how many. Taken and added in one transaction: whoever dies leaves everything as it was, and a reader sees
-- a delta either here or there. Several may fold at once: each takes deltas that no other has, and cells are locked in one order.
create function fold_rollup(p_most integer) returns integer language plpgsql as $$
declare
  v_taken integer;
  v_tenants uuid[];
  v_keys uuid[];
begin
  with taken as (
    delete from dossier_delta where ctid = any (array(select ctid from dossier_delta limit p_most for update skip locked)) returning *),
  known as materialized (
    select r.tenant_id, r.hash, r.kind, r.online_level from procedure_revision r where (r.tenant_id, r.hash) in (select t.tenant_id, t.procedure_hash from taken t)),
  fact as (select t.*, k.kind, k.online_level from taken t join known k on k.tenant_id = t.tenant_id and k.hash = t.procedure_hash),
  c as (${grained('fact')}),
  kept as (
    insert into dossier_rollup as r (tenant_id, key, grain, ${natural.join(', ')}, newest, number)
    select c.tenant_id, ${digest} as key, c.grain, ${natural.map((name) => `c.${name}`).join(', ')}, c.newest, c.number from c order by c.grain, 1, 2
    on conflict (tenant_id, key) do update set number = r.number + excluded.number, newest = greatest(r.newest, excluded.newest)
    returning r.tenant_id, r.key, r.number)
  select (select count(*) from taken), array_agg(k.tenant_id), array_agg(k.key) into v_taken, v_tenants, v_keys from kept k where k.number = 0;
  delete from dossier_rollup r using unnest(v_tenants, v_keys) e (tenant_id, key) where r.tenant_id = e.tenant_id and r.key = e.key and r.number = 0;
  return v_taken;
end $$;
`

const recount = `
-- Every dossier of an agency in its cells, by the dossiers and their journals alone.
create function recounted_standings(p_tenant uuid)
returns table (${columns.replaceAll(/\w+/g, (name) => `${name} ${columnType(name)}`)}) language sql stable as $$
  ${delta('d', 's', 'coalesce(d.result_ready_at, d.closed_at, d.standing_since)', 1)}
    from dossier d join tenant t on t.id = d.tenant_id cross join lateral standing_of(d, t.zone) s
   where d.tenant_id = p_tenant and d.received_at is not null and d.standing_since is distinct from '-infinity'
  union all
  ${stood('d', 'd.received_at', 1).replace('v_zone', 't.zone')}
    from dossier d join tenant t on t.id = d.tenant_id
   cross join lateral stood_cells(d.tenant_id, d.id, d.apology_at, t.zone, half_of(d.received_at, t.zone), half_of(coalesce(d.result_ready_at, d.closed_at, d.standing_since), t.zone)) c
   where d.tenant_id = p_tenant and d.received_at is not null and d.standing_since is distinct from '-infinity'
     and half_of(d.received_at, t.zone) < half_of(coalesce(d.result_ready_at, d.closed_at, d.standing_since), t.zone)
$$;

-- Counts an agency anew into deltas, which the next folds take; what was counted before goes. Transitions go on meanwhile, folds wait.
create function count_anew(p_tenant uuid) returns bigint language plpgsql as $$
declare
  v_count bigint;
begin
  lock table dossier_rollup in share row exclusive mode;
  with gone as (delete from dossier_rollup where tenant_id = p_tenant),
  unfolded as (delete from dossier_delta where tenant_id = p_tenant),
  latest as materialized (select max(j.recorded_at) as at from journal j where j.tenant_id = p_tenant),
  added as (
    insert into dossier_delta (${columns})
    select ${columns.split(', ').map((name) => (name === 'newest' ? 'greatest(r.newest, l.at)' : `r.${name}`)).join(', ')} from recounted_standings(p_tenant) r, latest l returning 1)
  select count(*) into v_count from added;
  return v_count;
end $$;

-- How many cells of an agency differ from a recount, or a grain from the sum of the finest one; 0 when all is well.
create function count_rollup_differences(p_tenant uuid) returns bigint language sql stable as $$
  with known as (select r.hash, r.kind, r.online_level from procedure_revision r where r.tenant_id = p_tenant),
  kept as (
    select ${natural.filter((name) => name !== 'kind' && name !== 'online_level').join(', ')}, number from dossier_rollup where tenant_id = p_tenant and grain = 'both'
    union all
    select ${natural.filter((name) => name !== 'kind' && name !== 'online_level').map((name) => `d.${name}`).join(', ')}, d.number
      from dossier_delta d join known k on k.hash = d.procedure_hash where d.tenant_id = p_tenant),
  counted as (
    select ${natural.filter((name) => name !== 'kind' && name !== 'online_level').map((name) => `d.${name}`).join(', ')}, d.number
      from recounted_standings(p_tenant) d join known k on k.hash = d.procedure_hash),
  fine as (
    select 1 from (select *, 1 as sign from kept union all select *, -1 from counted) a
     group by ${natural.filter((name) => name !== 'kind' && name !== 'online_level').join(', ')} having sum(number * sign) <> 0),
  finest as (select f.* from dossier_rollup f where f.tenant_id = p_tenant and f.grain = 'both'),
  coarse as (
    select 1 from (
      select c.grain, ${natural.map((name) => `c.${name}`).join(', ')}, c.number from (${grained('finest')}) c
      union all
      select r.grain, ${natural.map((name) => `r.${name}`).join(', ')}, -r.number from dossier_rollup r where r.tenant_id = p_tenant) a
     group by grain, ${natural.join(', ')} having sum(number) <> 0)
  select (select count(*) from fine) + (select count(*) from coarse)
$$;
`

const saving = `
-- As before, and tells when the apology came.
create or replace function save_decision(
  p_expected integer, p_row jsonb, p_body jsonb, p_entries jsonb, p_personal jsonb, p_steps jsonb, p_effects jsonb, p_idempotency jsonb
) returns integer language plpgsql as $$
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
end $$;
`

const filling = `
do $$ begin
  perform count_anew(t.id) from tenant t;
  while fold_rollup(1000000) > 0 loop end loop;
end $$;
`

function columnType(name: string): string {
  const others: Readonly<Record<string, string>> = {
    tenant_id: 'uuid', unit_id: 'uuid', receiving_unit_id: 'uuid', half: 'integer', received: 'integer', apology: 'integer', due_at: 'timestamptz', newest: 'timestamptz', asked: 'smallint', number: 'integer',
  }
  return others[name] ?? 'text'
}
