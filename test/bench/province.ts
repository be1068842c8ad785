/**
 * A province's years of dossiers, made by SQL into the tables of the service: the facts that figures are made of, and nothing else. Some hundred units and
 * procedures, a few of which have most dossiers; receipts in turn, so that ids and instants grow together. What transitions would have told is made by SQL as
 * well and folded by the service's own function; the recount holds it against the dossiers and journals. Without these (`rows`) ten millions fit on a small disk.
 */
import type { ClientBase } from 'pg'

/** How large, and at which instant it is asked. */
export interface ProvincePlan { readonly tenantId: string; readonly rootId: string; readonly dossiers: number; readonly communes: number; readonly procedures: number; readonly years: number; readonly rows: boolean; readonly zone: string; readonly now: string }

/** Communes ($3) under the root ($2), each with three offices. */
const units: readonly string[] = [
  `insert into unit (tenant_id, id, code, name_vi, name_en, kind, parent_id, valid_from)
  select $1::uuid, md5('commune' || c)::uuid, 'C' || c, 'Xã ' || c, 'Commune ' || c, 'agency', $2::uuid, '2010-01-01' from generate_series(1, $3::integer) c`,
  `insert into unit (tenant_id, id, code, name_vi, name_en, kind, parent_id, valid_from)
  select $1::uuid, md5('office' || c || '.' || o)::uuid, 'C' || c || '.' || o, 'Phòng ' || o, 'Office ' || o, 'department', md5('commune' || c)::uuid, '2010-01-01'
    from unit u, generate_series(1, $3::integer) c, generate_series(1, 3) o where u.tenant_id = $1::uuid and u.id = $2::uuid`,
]
/** Procedures ($2) in twenty fields. */
const procedures = `insert into procedure_revision (tenant_id, hash, code, revision, valid_from, status, body, created_at)
  select $1::uuid, md5('procedure' || p) || md5(p::text), 'TT' || p, 1, '2010-01-01', 'effective', json_build_object('code', 'TT' || p, 'revision', 1, 'kind', 'tthc', 'level', 'xa',
    'title', json_build_object('vi', 'Thủ tục ' || p, 'en', 'Procedure ' || p), 'onlineLevel', (array['full', 'partial', null])[1 + p % 3],
    'field', json_build_object('code', 'F' || p % 20, 'name', json_build_object('vi', 'Lĩnh vực', 'en', 'Field'))), '2020-01-01'
    from generate_series(1, $2::integer) p`

/** Dossier n of all; \`u\` draws a number in [0, 1) by a name. */
const draw = (name: string): string => `((hashint8extended(f.n, ${name}) & 1048575)::float8 / 1048576)`
const facts = `
  select f.n, ('01900000-0000-7000-8000-' || lpad(to_hex(f.n), 12, '0'))::uuid as id, c.commune, 1 + (${draw('1')} * 3)::integer % 3 as office, 1 + floor($3::integer * power(${draw('2')}, 2.2))::integer as procedure,
         (array['direct', 'direct', 'online', 'online', 'online', 'postal'])[1 + floor(${draw('3')} * 6)::integer] as channel,
         r.at as received, d.due, r.at + l.took as ended, case when ${draw('4')} < 0.03 then 'withdrawn' when l.took > interval '40 days' then 'paused' else 'ready' end as fate
    from (select n from generate_series($4::bigint, $5::bigint) n) f
   cross join lateral (select 1 + floor($2::integer * power(${draw('5')}, 1.4))::integer as commune) c
   cross join lateral (select date_trunc('milliseconds', $6::timestamptz - make_interval(days => 365 * $7::integer) + f.n::float8 / $8::float8 * make_interval(days => 365 * $7)) as at offset 0) r
   cross join lateral (select date_trunc('day', r.at) + make_interval(days => 4 + floor(${draw('6')} * 12)::integer, hours => 10) as due offset 0) d
   cross join lateral (select date_trunc('milliseconds', case when ${draw('7')} < 0.004 then interval '70 days' else power(${draw('8')}, 1.5) * (d.due - r.at) * 1.12 end) as took offset 0) l`

const instant = (expression: string): string => `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const canonical = (mode: string, due: string): string => `'{"clock":{"mode":"${mode}","dueAt":' || coalesce('"' || ${instant(due)} || '"', 'null') || ',"consumed":1,"budget":5}}'`

/** Open at the end: what has not ended by the instant of the question. */
const fact = `fact as materialized (
  select y.*, case when y.is_over then y.ended when y.is_paused then y.received + interval '2 days' else y.received end as since,
         case when y.is_over and y.fate = 'ready' then case when y.ended < y.due - interval '1 day' then 'early' when y.ended <= y.due then 'onTime' else 'late' end end as timeliness
    from (select x.*, x.ended <= $6 and x.fate <> 'paused' as is_over, x.fate = 'paused' and x.received + interval '2 days' <= $6 as is_paused from (${facts} offset 0) x offset 0) y)`

/** What the transitions of these dossiers tell the rollup: where each ended or is open, and how it stood when half-months began. */
const told = `${fact},
told as (
  select $1::uuid as tenant_id, c.side, c.half, half_of(x.received, $9::text) as received, md5('office' || x.commune || '.' || x.office)::uuid as unit_id, md5('commune' || x.commune)::uuid as receiving_unit_id,
         md5('procedure' || x.procedure) || md5(x.procedure::text) as procedure_hash, x.channel, c.state, c.pace, c.due_at, c.asked, x.since as newest
    from fact x cross join lateral (
      select case when x.is_over then 'ended' else 'open' end as side, half_of(x.since, $9) as half,
             case when x.is_over and x.fate = 'ready' then 'ready' when x.is_over then 'withdrawn' when x.is_paused then 'paused' else 'working' end as state,
             case when not x.is_over then case when x.is_paused then 'within' end when x.fate = 'ready' then x.timeliness when (x.ended at time zone $9)::date > (x.due at time zone $9)::date then 'late' else 'onTime' end as pace,
             case when not x.is_over and not x.is_paused then x.due end as due_at, case when x.is_over and x.fate = 'ready' then 0 end as asked
      union all
      select 'stood', h, 'working', case when half_of(x.due, $9) < h then 'overdue' else 'within' end, null, null from generate_series(half_of(x.received, $9) + 1, half_of(x.since, $9)) h) c)`

const tell = `
with ${told}
insert into dossier_delta (tenant_id, side, half, received, unit_id, receiving_unit_id, procedure_hash, channel, state, pace, due_at, asked, newest, number)
select t.*, 1 from told t`

/** The same as cells at once: what the fold would have made of it. */
const cells = `
with ${told}
insert into dossier_rollup (key, tenant_id, side, half, received, unit_id, receiving_unit_id, procedure_hash, kind, online_level, channel, state, pace, due_at, asked, number)
select uuidv7(), t.tenant_id, t.side, t.half, t.received, t.unit_id, t.receiving_unit_id, t.procedure_hash, r.kind, r.online_level, t.channel, t.state, t.pace, t.due_at, t.asked, count(*)
  from told t join procedure_revision r on r.tenant_id = t.tenant_id and r.hash = t.procedure_hash group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15`

const fill = `
with ${fact},
kept as (
  insert into dossier (tenant_id, id, code, version, procedure_code, procedure_hash, channel, status, receiving_unit_id, responsible_unit_id, submitted_at, received_at, due_at, due_original_at,
    result_ready_at, delivered_at, closed_at, timeliness, days_late, journal_seq, journal_hash, standing_since, body)
  select $1::uuid, x.id, 'H-' || x.n, 2, 'TT' || x.procedure, md5('procedure' || x.procedure) || md5(x.procedure::text), x.channel, case when x.is_over and x.fate = 'ready' then 10 when x.is_over then 7 when x.is_paused then 5 else 4 end,
         md5('commune' || x.commune)::uuid, md5('office' || x.commune || '.' || x.office)::uuid, x.received, x.received, case when x.is_paused then null else x.due end, x.due,
         case when x.is_over and x.fate = 'ready' then x.ended end, case when x.is_over and x.fate = 'ready' then x.ended end, case when x.is_over then x.ended end,
         x.timeliness, null,
         case when x.is_over or x.is_paused then 2 else 1 end, repeat('0', 64), x.since,
         ('{"lastEventAtMs":' || (extract(epoch from x.since) * 1000)::bigint || ',"clock":{"startedAtMs":1,"endedAtMs":' || case when x.is_over then '2' else 'null' end || ',"runningSinceMs":' || case when x.is_over or x.is_paused then 'null' else '1' end
           || ',"consumed":1,"budget":5}}')::jsonb
    from fact x)
insert into journal (tenant_id, dossier_id, seq, at, recorded_at, event, status, deviation, canonical, hash)
  select $1::uuid, x.id, e.seq, e.at, e.at, e.event, e.status, false, e.canonical, repeat('0', 64)
    from fact x cross join lateral (values
      (1, x.received, 'ACCEPT', 4, ${canonical('runs', 'x.due')}),
      (2, case when x.is_over then x.ended when x.is_paused then x.received + interval '2 days' end, case when x.is_over then 'END' else 'REQUEST_SUPPLEMENT' end, case when x.is_over and x.fate = 'ready' then 9 when x.is_over then 7 else 5 end,
        case when x.is_over then ${canonical('ended', 'x.due')} else ${canonical('stopped', 'null::timestamptz')} end)) e (seq, at, event, status, canonical)
   where e.at is not null`

const atOnce = 200_000
const secondaryIndexes = `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
  where t.relname in ('dossier', 'journal', 'dossier_rollup') and not i.indisprimary and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid)`

/** Fills the tables of a database behind superusers' connections; triggers and references are not asked, and the other indexes are built at the end. */
export const fillProvince = async (clients: readonly ClientBase[], plan: ProvincePlan, onStep: (words: string) => void): Promise<void> => {
  const { tenantId, rootId, dossiers, communes, procedures: codes, years, rows, zone, now } = plan
  const [client] = clients as [ClientBase]
  for (const one of clients) await one.query(`set session_replication_role = replica; set synchronous_commit = off; set timezone = 'UTC'; set work_mem = '512MB'; set maintenance_work_mem = '1GB'; set statement_timeout = 0`)
  for (const text of units) await client.query(text, [tenantId, rootId, communes])
  await client.query(procedures, [tenantId, codes])
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(secondaryIndexes)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  const firsts = Array.from({ length: Math.ceil(dossiers / atOnce) }, (_, at) => 1 + at * atOnce)
  const fillSome = async (one: ClientBase): Promise<void> => {
    for (let first = firsts.shift(); first !== undefined; first = firsts.shift()) {
      const some = [tenantId, communes, codes, first, Math.min(first + atOnce - 1, dossiers), now, years, dossiers]
      if (rows) await one.query(fill, some)
      await one.query(rows ? tell : cells, [...some, zone])
      if (rows) await one.query('select fold_rollup(2147483647)')
      onStep(`${Math.min(first + atOnce - 1, dossiers)} dossiers`)
    }
  }
  await Promise.all(clients.map(fillSome))
  if (!rows) await client.query('insert into rollup_newest values ($1, $2)', [tenantId, now])
  if (!rows) await client.query('select sum_spans($1)', [tenantId])
  onStep('summed')
  // Three letters of each code at millions of them take minutes, and no figure reads them.
  for (const { definition } of indexes.filter((one) => !one.definition.includes('USING gin'))) await client.query(definition)
  for (const table of ['dossier', 'journal', 'unit', 'procedure_revision', 'dossier_rollup', 'dossier_span', 'dossier_delta']) await client.query(`vacuum (analyze) ${table}`)
  onStep('indexes built')
}
