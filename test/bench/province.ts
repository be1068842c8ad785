/**
 * A province's years of dossiers, made by SQL into the tables of the service: the facts that figures are made of, and nothing else. Some hundred units and
 * procedures, a few of which have most dossiers; receipts in turn, so that ids and instants grow together. Then counted and folded by the service's own functions.
 */
import type { ClientBase } from 'pg'

/** How large, and at which instant it is asked. */
export interface ProvincePlan { readonly tenantId: string; readonly rootId: string; readonly dossiers: number; readonly communes: number; readonly procedures: number; readonly years: number; readonly now: string }

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
const draw = (name: string): string => `((hashint8extended(f.n, ${name}) & 1048575) / 1048576.0)`
const facts = `
  select f.n, ('01900000-0000-7000-8000-' || lpad(to_hex(f.n), 12, '0'))::uuid as id, c.commune, 1 + (${draw('1')} * 3)::integer % 3 as office, 1 + floor($3::integer * power(${draw('2')}, 2.2))::integer as procedure,
         (array['direct', 'direct', 'online', 'online', 'online', 'postal'])[1 + floor(${draw('3')} * 6)::integer] as channel,
         r.at as received, d.due, r.at + l.took as ended, case when ${draw('4')} < 0.03 then 'withdrawn' when l.took > interval '40 days' then 'paused' else 'ready' end as fate
    from (select n from generate_series($4::bigint, $5::bigint) n) f
   cross join lateral (select 1 + floor($2::integer * power(${draw('5')}, 1.4))::integer as commune) c
   cross join lateral (select date_trunc('milliseconds', $6::timestamptz - make_interval(days => 365 * $7::integer) + f.n::float8 / $8::float8 * make_interval(days => 365 * $7)) as at) r
   cross join lateral (select date_trunc('day', r.at) + make_interval(days => 4 + floor(${draw('6')} * 12)::integer, hours => 10) as due) d
   cross join lateral (select date_trunc('milliseconds', case when ${draw('7')} < 0.004 then interval '70 days' else power(${draw('8')}, 1.5) * (d.due - r.at) * 1.12 end) as took) l`

const instant = (expression: string): string => `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const canonical = (mode: string, due: string): string => `'{"clock":{"mode":"${mode}","dueAt":' || coalesce('"' || ${instant(due)} || '"', 'null') || ',"consumed":1,"budget":5}}'`

/** Open at the end: what has not ended by the instant of the question. */
const fill = `
with fact as materialized (select x.*, x.ended <= $6 and x.fate <> 'paused' as is_over, x.fate = 'paused' and x.received + interval '2 days' <= $6 as is_paused from (${facts}) x),
kept as (
  insert into dossier (tenant_id, id, code, version, procedure_code, procedure_hash, channel, status, receiving_unit_id, responsible_unit_id, submitted_at, received_at, due_at, due_original_at,
    result_ready_at, delivered_at, closed_at, timeliness, days_late, journal_seq, journal_hash, standing_since, body)
  select $1::uuid, x.id, 'H-' || x.n, 2, 'TT' || x.procedure, md5('procedure' || x.procedure) || md5(x.procedure::text), x.channel, case when x.is_over and x.fate = 'ready' then 10 when x.is_over then 7 when x.is_paused then 5 else 4 end,
         md5('commune' || x.commune)::uuid, md5('office' || x.commune || '.' || x.office)::uuid, x.received, x.received, case when x.is_paused then null else x.due end, x.due,
         case when x.is_over and x.fate = 'ready' then x.ended end, case when x.is_over and x.fate = 'ready' then x.ended end, case when x.is_over then x.ended end,
         case when x.is_over and x.fate = 'ready' then case when x.ended < x.due - interval '1 day' then 'early' when x.ended <= x.due then 'onTime' else 'late' end end, null,
         case when x.is_over or x.is_paused then 2 else 1 end, repeat('0', 64), s.since,
         ('{"lastEventAtMs":' || (extract(epoch from s.since) * 1000)::bigint || ',"clock":{"startedAtMs":1,"endedAtMs":' || case when x.is_over then '2' else 'null' end || ',"runningSinceMs":' || case when x.is_over or x.is_paused then 'null' else '1' end
           || ',"consumed":1,"budget":5}}')::jsonb
    from fact x cross join lateral (select case when x.is_over then x.ended when x.is_paused then x.received + interval '2 days' else x.received end as since) s)
insert into journal (tenant_id, dossier_id, seq, at, recorded_at, event, status, deviation, canonical, hash)
  select $1::uuid, x.id, e.seq, e.at, e.at, e.event, e.status, false, e.canonical, repeat('0', 64)
    from fact x cross join lateral (values
      (1, x.received, 'ACCEPT', 4, ${canonical('runs', 'x.due')}),
      (2, case when x.is_over then x.ended when x.is_paused then x.received + interval '2 days' end, case when x.is_over then 'END' else 'REQUEST_SUPPLEMENT' end, case when x.is_over and x.fate = 'ready' then 9 when x.is_over then 7 else 5 end,
        case when x.is_over then ${canonical('ended', 'x.due')} else ${canonical('stopped', 'null::timestamptz')} end)) e (seq, at, event, status, canonical)
   where e.at is not null`

const atOnce = 250_000
const secondaryIndexes = `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
  where t.relname in ('dossier', 'journal') and not i.indisprimary and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid)`

/** Fills the tables of a database behind a superuser's connection; triggers and references are not asked, and the other indexes are built at the end. */
export const fillProvince = async (client: ClientBase, plan: ProvincePlan, onStep: (words: string) => void): Promise<void> => {
  const { tenantId, rootId, dossiers, communes, procedures: codes, years, now } = plan
  await client.query(`set session_replication_role = replica; set synchronous_commit = off; set timezone = 'UTC'; set work_mem = '512MB'; set maintenance_work_mem = '1GB'; set statement_timeout = 0`)
  for (const text of units) await client.query(text, [tenantId, rootId, communes])
  await client.query(procedures, [tenantId, codes])
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(secondaryIndexes)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  for (let first = 1; first <= dossiers; first += atOnce) {
    await client.query(fill, [tenantId, communes, codes, first, Math.min(first + atOnce - 1, dossiers), now, years, dossiers])
    onStep(`${Math.min(first + atOnce - 1, dossiers)} dossiers`)
  }
  // Three letters of each code at millions of them take minutes, and no figure reads them.
  for (const { definition } of indexes.filter((one) => !one.definition.includes('USING gin'))) await client.query(definition)
  for (const table of ['dossier', 'journal', 'unit', 'procedure_revision']) await client.query(`vacuum (analyze) ${table}`)
  onStep('indexes built')
}
