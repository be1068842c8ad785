import { Migration } from '@mikro-orm/migrations'

/** A year is read from cells of a year: the coarse grains of the rollup are kept by spans of half-months. docs/decisions/0012-spans-of-the-rollup.md. */
export class RollupSpans extends Migration {
  override up(): void {
    this.addSql(tables)
    this.addSql(finest)
    this.addSql(summingBy(endedAlone))
    this.addSql(sumAll)
    this.addSql(foldingBy(endedAlone))
    this.addSql(recountOnly)
    this.addSql(differencesBy(endedAlone))
  }
}

/** How cells are summed: the word for how a dossier came (of `f`), and the sides that lie in longer spans as well. Later migrations sum otherwise. */
export interface Summing { readonly way: string; readonly nested: string }
const endedAlone: Summing = { way: "concat(f.channel, '/', coalesce(f.online_level, '-'))", nested: "('ended')" }

const tables = `
-- The cells summed by the whole agency, by unit and by revision. What ended lies in spans of half-months as well as in each half-month: months, quarters,
-- half-years and years, from the 1st and from the 15th. Of these a period is made of few.
create table dossier_span (
  tenant_id uuid not null,
  grain text collate "C" not null check (grain in ('whole', 'unit', 'procedure')),
  side text collate "C" not null check (side in ('ended', 'stood', 'open')),
  -- So many half-months, from the first; 0 for what stood on the first instant of one, and for what is open since one.
  length smallint not null check (length in (0, 1, 2, 6, 12, 24)),
  first integer not null,
  unit_id uuid,
  procedure_hash text collate "C",
  kind text collate "C" not null,
  -- The half-month of the receipt where that lies before the span, else the first of the span: whoever sums whole spans asks no more.
  received integer not null,
  -- Channel and online level; state and pace, as the words of standings have them. What is open and has a due date counts as within it here.
  way text collate "C" not null,
  fate text collate "C" not null,
  -- As in a cell, of what is late or overdue alone: 0 as well where the apology came within the span.
  apology integer,
  -- Of the whole agency alone.
  asked smallint,
  number integer not null,
  constraint dossier_span_cell unique nulls not distinct (tenant_id, grain, side, length, first, unit_id, procedure_hash, kind, received, way, fate, apology, asked)
) with (fillfactor = 90);

-- The latest instant of which an agency's rollup tells, or at which that was recorded.
create table rollup_newest (
  tenant_id uuid primary key,
  newest timestamptz not null
);
insert into rollup_newest select r.tenant_id, max(r.newest) from dossier_rollup r group by 1;
create index apology_letter_recorded on apology_letter (tenant_id, recorded_at);
`

/** What tells a cell from others, in the order of its digest. */
const natural = ['side', 'half', 'received', 'unit_id', 'receiving_unit_id', 'procedure_hash', 'kind', 'online_level', 'channel', 'state', 'pace', 'due_at', 'apology', 'asked']
const digestOf = (from: string): string => `md5(concat_ws('/', ${natural.map((name) => `coalesce(${name === 'due_at' ? `extract(epoch from ${from}.due_at)` : `${from}.${name}`}::text, '')`).join(', ')}))::uuid`

const finest = `
-- The finest cells alone stay where they are.
delete from dossier_rollup where grain <> 'both';
drop index dossier_rollup_read, dossier_rollup_unit, dossier_rollup_receiving;
alter table dossier_rollup drop column grain, drop column newest;
update dossier_rollup r set key = ${digestOf('r')};
-- For readers of some units.
create index dossier_rollup_unit on dossier_rollup (tenant_id, unit_id, side, half);
create index dossier_rollup_receiving on dossier_rollup (tenant_id, receiving_unit_id, side, half);
create index dossier_rollup_side on dossier_rollup (tenant_id, side, half);
-- What is overdue at an instant.
create index dossier_rollup_due on dossier_rollup (tenant_id, due_at) where side = 'open' and due_at is not null;
`

const spanKey = 'tenant_id, grain, side, length, first, unit_id, procedure_hash, kind, received, way, fate, apology, asked'
const columns = spanKey.split(', ')
const qualified = (name: string): string => columns.map((column) => `${name}.${column}`).join(', ')
const grouping = columns.map((_, at) => at + 1).join(', ')

/** Cells, or facts that have kind and online level, by their half-months. */
const summedBy = (from: string, { way, nested }: Summing): string => `
    select f.tenant_id, g.grain, f.side, (case when f.side in ${nested} then 1 else 0 end)::smallint as length, f.half as first, case when g.grain = 'unit' then f.unit_id end as unit_id,
           case when g.grain = 'procedure' then f.procedure_hash end as procedure_hash, f.kind, f.received, ${way} as way,
           concat(f.state, '/', coalesce(f.pace, case when f.side = 'open' then 'within' else '-' end)) as fate, case when f.pace in ('late', 'overdue') then f.apology end as apology,
           case when g.grain = 'whole' then f.asked end as asked, sum(f.number)::integer as number
      from ${from} f cross join (values ('whole'), ('unit'), ('procedure')) g (grain)
     group by ${grouping}
    having sum(f.number) <> 0`

/** The same half-months in the longer spans; a span from the 15th begins one half-month before the one from the 1st. */
const inSpans = (from: string, { nested }: Summing): string => `
    select h.tenant_id, h.grain, h.side, l.length, s.first, h.unit_id, h.procedure_hash, h.kind, least(h.received, s.first) as received, h.way, h.fate,
           case when h.apology < s.first + l.length then 0 else h.apology end as apology, h.asked, sum(h.number)::integer as number
      from ${from} h
     cross join (values (2::smallint, 0), (2, 1), (6, 0), (6, 1), (12, 0), (12, 1), (24, 0), (24, 1)) l (length, ahead)
     cross join lateral (select (h.first + l.ahead) / l.length * l.length - l.ahead as first) s
     where h.side in ${nested}
     group by ${grouping}
    having sum(h.number) <> 0`

/** Sums an agency's spans anew from its cells. */
export const summingBy = (summing: Summing): string => `
create or replace function sum_spans(p_tenant uuid) returns void language plpgsql as $$
begin
  lock table dossier_rollup in share row exclusive mode;
  delete from dossier_span where tenant_id = p_tenant;
  insert into dossier_span (${spanKey}, number)
  with cell as (select r.* from dossier_rollup r where r.tenant_id = p_tenant),
  half as materialized (${summedBy('cell', summing)})
  select * from half union all (${inSpans('half', summing)});
end $$;
`

/** Every agency's. */
export const sumAll = `
do $$ begin
  perform sum_spans(t.id) from tenant t;
end $$;
`

/** What is taken is added to the cells and to their sums. */
export const foldingBy = (summing: Summing): string => `
create or replace function fold_rollup(p_most integer) returns integer language plpgsql as $$
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
    select f.tenant_id, ${natural.map((name) => `f.${name}`).join(', ')}, sum(f.number)::integer as number
      from fact f group by ${['tenant_id', ...natural].map((_, at) => at + 1).join(', ')} having sum(f.number) <> 0),
  cells as (
    insert into dossier_rollup as r (tenant_id, key, ${natural.join(', ')}, number)
    select c.tenant_id, ${digestOf('c')} as key, ${natural.map((name) => `c.${name}`).join(', ')}, c.number from c order by 1, 2
    on conflict (tenant_id, key) do update set number = r.number + excluded.number
    returning r.ctid as at, r.number),
  half as (${summedBy('fact', summing)}),
  spans as (
    insert into dossier_span as r (${spanKey}, number)
    select s.* from (select * from half union all (${inSpans('half', summing)})) s order by ${grouping}
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
end $$;
`

const told = natural.filter((name) => name !== 'kind' && name !== 'online_level')

const recountOnly = `
create or replace function count_anew(p_tenant uuid) returns bigint language plpgsql as $$
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
end $$;
`

/** Cells against a recount, half-months against cells, spans against half-months. */
export const differencesBy = (summing: Summing): string => `
-- How many cells of an agency differ from a recount, or spans from the sum of cells; 0 when all is well.
create or replace function count_rollup_differences(p_tenant uuid) returns bigint language sql stable as $$
  with known as (select r.hash, r.kind, r.online_level from procedure_revision r where r.tenant_id = p_tenant),
  cell as (select r.* from dossier_rollup r where r.tenant_id = p_tenant),
  kept as (
    select ${told.join(', ')}, number from cell
    union all
    select ${told.map((name) => `d.${name}`).join(', ')}, d.number from dossier_delta d join known k on k.hash = d.procedure_hash where d.tenant_id = p_tenant),
  counted as (select ${told.map((name) => `d.${name}`).join(', ')}, d.number from recounted_standings(p_tenant) d join known k on k.hash = d.procedure_hash),
  fine as (
    select 1 from (select *, 1 as sign from kept union all select *, -1 from counted) a
     group by ${told.join(', ')} having sum(number * sign) <> 0),
  half as (select ${qualified('s')}, s.number from dossier_span s where s.tenant_id = p_tenant and s.length <= 1),
  halves as (
    select 1 from (select *, 1 as sign from half union all select *, -1 from (${summedBy('cell', summing)}) c) a
     group by ${spanKey} having sum(number * sign) <> 0),
  longer as (
    select 1 from (
      select ${qualified('s')}, s.number, 1 as sign from dossier_span s where s.tenant_id = p_tenant and s.length > 1
      union all
      select *, -1 from (${inSpans('half', summing)}) l) a
     group by ${spanKey} having sum(number * sign) <> 0)
  select (select count(*) from fine) + (select count(*) from halves) + (select count(*) from longer)
$$;
`
