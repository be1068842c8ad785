/**
 * What is told of journals at size: the sample's dossiers, which went through the real rules, kept again and again under other ids and some weeks earlier, so
 * that a year has as many as are asked for. How fast journals are read and with what memory; the forms of work, the causes of lateness and conformance beside a raw
 * read of the rows that they are made of. Part of `npm run bench:statistics` (`--courses N`).
 */
import type { ClientBase } from 'pg'
import type { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import type { Deps } from '../../server/deps.ts'
import { readCourses } from '../../server/jobs/read-courses.ts'
import { conformanceOf } from '../../server/reports/conformance.ts'
import { usualGrouping, usualKinds, type Audience } from '../../server/reports/statistics.ts'
import { officialTable } from '../../server/reports/tables.ts'
import type { Reader } from '../../storage/dossiers.ts'
import { addHistories, type History } from '../../storage/histories.ts'
import { newId } from '../../storage/ids.ts'
import { addDays, localDateOf, startOfDateMs } from '../../workflows/calendar/index.ts'
import { spreadOf, type Spread } from './numbers.ts'

const zone = 'Asia/Ho_Chi_Minh'
const weekMs = 7 * 86_400_000
const atOnce = 250

interface Life { readonly dossier: Dossier; readonly entries: readonly JournalEntry[] }

const livesOf = async ({ pool }: Pick<Deps, 'pool'>, tenantId: string): Promise<Life[]> => (await pool.query<Life>(
  `select d.body as dossier, jsonb_agg(j.canonical::jsonb order by j.seq) as entries from dossier d join journal j on j.tenant_id = d.tenant_id and j.dossier_id = d.id
    where d.tenant_id = $1 group by d.tenant_id, d.id order by d.id`, [tenantId])).rows

/** The same life under another id and code, all of it so much earlier. Instants are texts that end in Z, or numbers that no duration reaches. */
const again = (life: Life, copy: number, earlierMs: number): History => {
  const { id, code } = life.dossier
  const moved = JSON.stringify(life).replaceAll(id, newId()).replaceAll(`"${code}"`, `"${code}.${copy}"`)
    .replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, (text) => `"${new Date(Date.parse(text.slice(1, -1)) - earlierMs).toISOString()}"`)
    .replaceAll(/(?<=[:[,])1\d{12}(?=[,}\]])/g, (text) => String(Number(text) - earlierMs))
  const { dossier, entries } = JSON.parse(moved) as Life
  const chained = entries.map((entry) => ({ entry, canonical: JSON.stringify(entry), hash: dossier.journalHash }))
  return { decision: { dossier, entries: chained, personal: [], effects: [] }, applicant: { kind: 'citizen', name: 'Nguyễn Văn Mẫu' }, subject: null, nextReminderAtMs: null }
}

/** Keeps the agency's dossiers again until there are so many, those of each round so many weeks earlier than the round before; answers how many there are. */
export const multiply = async (deps: Pick<Deps, 'pool'>, tenantId: string, { dossiers, weeks }: { readonly dossiers: number; readonly weeks: number }): Promise<number> => {
  const all = await livesOf(deps, tenantId)
  const lives = all.filter(({ dossier }) => dossier.code !== null)
  let kept = all.length
  for (let copy = 1; kept < dossiers; copy += 1) {
    const some = lives.slice(0, dossiers - kept)
    for (let first = 0; first < some.length; first += atOnce) await addHistories(deps.pool, some.slice(first, first + atOnce).map((life) => again(life, copy, copy * weeks * weekMs)))
    kept += some.length
  }
  return kept
}

/** Every row of a table with another dossier: what names it is named anew, the rest is as it was. */
const copied = async (client: ClientBase, table: string, id: string, changed: Readonly<Record<string, string>>): Promise<string> => {
  const { rows } = await client.query<{ name: string }>("select column_name as name from information_schema.columns where table_name = $1 and table_schema = 'public' and is_generated = 'NEVER' order by ordinal_position", [table])
  const words: Readonly<Record<string, string>> = { [id]: 'm.new_id', ...changed }
  return `insert into ${table} (${rows.map(({ name }) => name).join(', ')}) select ${rows.map(({ name }) => words[name] ?? `o.${name}`).join(', ')} from again m join ${table} o on o.tenant_id = m.tenant_id and o.${id} = m.id`
}
const renamed = (text: string): string => `replace(${text}, m.id::text, m.new_id::text)`

/** The same by the table, over a superuser's connection: many times faster, each round at the instants of the dossiers that are there now. */
export const multiplyRows = async (client: ClientBase, tenantId: string, dossiers: number, onStep: (words: string) => void): Promise<void> => {
  await client.query('set session_replication_role = replica; set synchronous_commit = off; set statement_timeout = 0')
  const { rows: [there] } = await client.query<{ n: number }>('select count(*)::integer as n from dossier where tenant_id = $1 and code is not null', [tenantId])
  const statements = [
    await copied(client, 'dossier', 'id', { code: "o.code || '.r' || m.round", body: `${renamed('o.body::text')}::jsonb` }), await copied(client, 'journal', 'dossier_id', { canonical: renamed('o.canonical') }),
    await copied(client, 'open_step', 'dossier_id', {}), 'insert into course_delta (tenant_id, dossier_id, journal_seq) select m.tenant_id, m.new_id, o.journal_seq from again m join dossier o on o.tenant_id = m.tenant_id and o.id = m.id',
  ]
  await client.query('create temp table origin as select tenant_id, id from dossier where tenant_id = \'' + tenantId + '\' and code is not null order by id')
  for (let round = 1, kept = there?.n ?? 0; kept < dossiers; round += 1) {
    const some = Math.min(there?.n ?? 0, dossiers - kept)
    await client.query(`drop table if exists again; create temp table again as select tenant_id, id, uuidv7() as new_id, ${round} as round from origin order by id limit ${some}; analyze again`)
    for (const text of statements) await client.query(text)
    kept += some
    onStep(`${kept} dossiers`)
  }
  for (const table of ['dossier', 'journal', 'course_delta']) await client.query(`vacuum (analyze) ${table}`)
}

/** How many journals were read, how fast, and what memory the service took before and at most meanwhile. */
export interface Reading { readonly journals: number; readonly seconds: number; readonly beforeMb: number; readonly mostMb: number }

/** Reads all that waits. */
export const measureReading = async (deps: Deps, tenantId: string): Promise<Reading> => {
  const mb = (): number => process.memoryUsage().rss / 1_048_576
  const beforeMb = mb()
  let mostMb = beforeMb
  const looking = setInterval(() => { mostMb = Math.max(mostMb, mb()) }, 50)
  const from = performance.now()
  const journals = await readCourses(deps, { tenantId, most: Infinity, onFault: (error) => { throw error } })
  clearInterval(looking)
  const seconds = (performance.now() - from) / 1000
  for (const table of ['dossier_course', 'stay_part', 'course_delta']) await deps.pool.query(`vacuum (analyze) ${table}`)
  return { journals, seconds, beforeMb, mostMb }
}

/** One question: what it counted, and its time beside the raw read of the same turn. */
export interface CourseFigure { readonly name: string; readonly dossiers: number; readonly report: Spread; readonly raw: Spread; readonly ratio: Spread }

const partsRead = (key: string): string => `select procedure_code, ${key}, count(*), sum(working_ms), count(*) filter (where to_at > due_at) from stay_part
  where tenant_id = $1 and from_at < $3 and to_at >= $2 and kind = any ($4) group by 1, 2`
const coursesRead = (key: string): string => `select d.procedure_code, ${key}, count(*), count(*) filter (where c.deviations = '{}') from dossier d join dossier_course c on c.tenant_id = d.tenant_id and c.dossier_id = d.id
  where d.tenant_id = $1 and d.received_at < $3 and coalesce(d.result_ready_at, d.closed_at, 'infinity') >= $2 and $4::text[] is not null group by 1, 2`

interface Asked { readonly from: string; readonly to: string; readonly deps: Deps; readonly audience: Audience }
interface Measured { readonly name: string; readonly raw: string; readonly ask: (asked: Asked) => Promise<number> }

const form = (name: 'steps' | 'people' | 'causes') => async ({ from, to, deps, audience }: Asked): Promise<number> => {
  const table = await officialTable(deps, audience, { form: name, from, to, asOf: null, by: name === 'causes' ? 'procedure' : null, kinds: usualKinds, grouping: usualGrouping })
  return table.read?.dossiers ?? 0
}
const conformance = async ({ from, to, deps, audience }: Asked): Promise<number> => (await conformanceOf(deps, audience, { from, to, procedure: null })).dossiers

const measured: readonly Measured[] = [
  { name: 'steps', raw: partsRead('step'), ask: form('steps') }, { name: 'people', raw: partsRead('holder_id'), ask: form('people') },
  { name: 'causes', raw: coursesRead('c.cause'), ask: form('causes') }, { name: 'conformance', raw: coursesRead('d.responsible_unit_id'), ask: conformance },
]

/** Somebody who sees everybody's work, and every unit but one, so that each dossier is asked whether it may be read. */
const nearlyAll = async ({ pool }: Deps, tenantId: string, today: string): Promise<Reader> => {
  const { rows } = await pool.query<{ id: string; parent_id: string | null }>('select u.id, u.parent_id from unit u where u.tenant_id = $1 order by (select count(*) from dossier d where d.tenant_id = $1 and d.responsible_unit_id = u.id), u.id', [tenantId])
  const { rows: [account] } = await pool.query<{ id: string }>('select id from account where tenant_id = $1 order by id limit 1', [tenantId])
  const root = rows.find(({ parent_id: parent }) => parent === null)?.id ?? ''
  return { tenantId, accountId: account?.id ?? '', zone, today, units: rows.slice(1).map(({ id }) => id), roles: [{ role: 'agencyLeader', unitId: root, onBehalfOf: null }] }
}

const figureOf = async (asked: Asked, { name, raw, ask }: Measured, times: number): Promise<Omit<CourseFigure, 'name'>> => {
  const { deps, audience: { tenantId }, from, to } = asked
  const bounds = [from, addDays(to, 1)].map((day) => new Date(startOfDateMs(day, zone)).toISOString())
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    await work()
    return performance.now() - begun
  }
  const read = () => deps.pool.query({ name: `raw-${name}`, text: raw, values: [tenantId, ...bounds, usualKinds] })
  const [dossiers, reports, raws]: [number, number[], number[]] = [await ask(asked), [], []]
  await read()
  for (let turn = 0; turn < times; turn += 1) {
    reports.push(await timed(() => ask(asked)))
    raws.push(await timed(read))
  }
  return { dossiers, report: spreadOf(reports), raw: spreadOf(raws), ratio: spreadOf(reports.map((ms, at) => ms / raws[at]!)) }
}

/** Each question about the year up to today and about the month before, for the operator and for a reader of nearly all. */
export const measureCourses = async (deps: Deps, tenantId: string, times: number, onFigure: (figure: CourseFigure) => void): Promise<CourseFigure[]> => {
  const today = localDateOf(deps.clock.nowMs(), zone)
  const readers = [['operator', null], ['reader', await nearlyAll(deps, tenantId, today)]] as const
  const figures: CourseFigure[] = []
  for (const one of measured) for (const [days, period] of [[365, 'a year'], [30, 'a month']] as const) for (const [who, reader] of readers) {
    const found = await figureOf({ deps, audience: { tenantId, zone, reader }, from: addDays(today, -days), to: today }, one, times)
    const figure = { name: `${one.name}, ${period}, ${who}`, ...found }
    onFigure(figure)
    figures.push(figure)
  }
  return figures
}

const spread = ({ min, median, max }: Spread, digits = 1): string => [min, median, max].map((one) => one.toFixed(digits)).join(' / ')
export const courseHead = '| question | dossiers | answer ms (min / median / max) | raw read ms | ratio |\n|---|---|---|---|---|'
/** A row of the table. */
export const courseRow = ({ name, dossiers, report, raw, ratio }: CourseFigure): string => `| ${name} | ${dossiers} | ${spread(report)} | ${spread(raw)} | ${spread(ratio, 2)} |`
/** What reading took, in words. */
export const readingText = ({ journals, seconds, beforeMb, mostMb }: Reading): string =>
  `${journals} journals read in ${seconds.toFixed(1)} s, ${(journals / seconds).toFixed(0)} a second; the process had ${beforeMb.toFixed(0)} MB, at most ${mostMb.toFixed(0)} MB`
