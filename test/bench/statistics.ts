/**
 * `npm run bench:statistics`: a province's report out of the rollup at ten million dossiers, beside the raw read of its cells; what keeping it costs a transition;
 * how long a fact waits for its fold under load; the recount. `--dossiers N`, `--years N`; `--rows no`: the rollup alone, without the dossiers and journals that it tells
 * of (and so without the recount); `--folder DIR` keeps the database there, and finds it filled the next time. `--courses N`: instead of all that, what is told of N real
 * journals (courses.ts).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { advanceDossier } from '../../server/commands/advance-dossier.ts'
import { receiveDossier } from '../../server/commands/receive-dossier.ts'
import { systemClock } from '../../server/clock.ts'
import { makeDeps, type Deps } from '../../server/deps.ts'
import { checkedCourses } from '../../server/jobs/check-courses.ts'
import { foldAll, startFolding } from '../../server/jobs/fold-rollup.ts'
import { readCourses } from '../../server/jobs/read-courses.ts'
import { createSampleAgency } from '../../server/sample/create.ts'
import { drainOutbox } from '../../server/jobs/drain-outbox.ts'
import { usualGrouping, usualKinds } from '../../server/reports/statistics.ts'
import { officialTable } from '../../server/reports/tables.ts'
import type { AdvanceDossier } from '../../schemas/dossier.ts'
import type { Cut } from '../../schemas/statistics.ts'
import { hasAccounts } from '../../storage/accounts.ts'
import type { Reader } from '../../storage/dossiers.ts'
import { startEmbedded } from '../../storage/embedded/embedded.ts'
import { DiskStore } from '../../storage/objects/disk.ts'
import { migrate, openOrm } from '../../storage/orm.ts'
import { openPool } from '../../storage/pool.ts'
import { countRollupDifferences, readSpans } from '../../storage/rollup.ts'
import { listTenants } from '../../storage/tenants.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { addDays, localDateOf, startOfDateMs } from '../../workflows/calendar/index.ts'
import { halvesOf } from '../../workflows/statistics/halves.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import { makeAgency, personNamed, type TestAgency } from '../support/agency.ts'
import { courseHead, courseRow, measureCourses, measureReading, multiply, multiplyRows, readingText } from './courses.ts'
import { processUs, serverUs } from './cpu.ts'
import { spreadOf, type Spread } from './numbers.ts'
import { fillProvince } from './province.ts'

const zone = 'Asia/Ho_Chi_Minh'
const people = [
  { userName: 'desk', holds: [{ role: 'receptionist', unit: 'DESK' }] }, { userName: 'head', holds: [{ role: 'unitHead', unit: 'D1' }] }, { userName: 'an', holds: [{ role: 'specialist', unit: 'D1' }] },
  { userName: 'chief', holds: [{ role: 'agencyLeader', unit: 'ROOT' }] }, { userName: 'clerk', holds: [{ role: 'recordsClerk', unit: 'ROOT' }] },
] as const

export interface FiguresPlan { readonly dossiers: number; readonly communes: number; readonly procedures: number; readonly years: number; readonly rows: boolean }
export interface FiguresBench { readonly deps: Deps; readonly agency: Pick<TestAgency, 'tenantId'>; readonly filledSeconds: number; readonly cells: number; close(): Promise<void> }

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; answer: T }> => {
  const from = performance.now()
  const answer = await work()
  return { ms: performance.now() - from, answer }
}

/** The service on a database, with a folder of its own for files. */
const openService = async (url: string): Promise<{ deps: Deps; close(): Promise<void> }> => {
  const orm = await openOrm({ url, poolSize: 4 })
  await migrate(orm)
  const pool = openPool({ url, poolSize: 12, onError: () => undefined })
  const folder = mkdtempSync(join(tmpdir(), 'quytrinh-figures-objects-'))
  const close = async (): Promise<void> => {
    await pool.end()
    await orm.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { deps: makeDeps(pool, orm, systemClock, await DiskStore.open(folder)), close }
}

/** A province with its dossiers, counted and folded; `superuser` fills, `url` serves. */
export const openFigures = async (urls: { readonly url: string; readonly superuser: string }, plan: FiguresPlan, onStep: (words: string) => void): Promise<FiguresBench> => {
  const { deps, close } = await openService(urls.url)
  const { pool, orm } = deps
  let filledMs = 0
  if (!await hasAccounts(orm.em.fork())) {
    const procedure = shippedProcedure('P1')
    const { tenantId, units } = await makeAgency(orm, { code: 'H19', people, procedures: procedure === null ? [] : [procedure], passwordHash: null })
    const clients = Array.from({ length: plan.rows ? 1 : 2 }, () => new pg.Client({ connectionString: urls.superuser }))
    await Promise.all(clients.map((client) => client.connect()))
    const now = new Date(systemClock.nowMs()).toISOString()
    filledMs = (await timed(() => fillProvince(clients, { tenantId, rootId: units.ROOT, ...plan, zone, now }, onStep))).ms
    await Promise.all(clients.map((client) => client.end()))
  }
  const { rows: [kept] } = await pool.query<{ tenant_id: string; cells: number; spans: number }>(
    'select tenant_id, count(*)::integer as cells, (select count(*)::integer from dossier_span) as spans from dossier_rollup group by 1 order by 2 desc limit 1')
  onStep(`${kept?.cells} cells, ${kept?.spans} sums of them`)
  return { deps, agency: { tenantId: kept?.tenant_id ?? '' }, filledSeconds: filledMs / 1000, cells: kept?.cells ?? 0, close }
}

export interface ReportFigure { readonly name: string; readonly dossiers: number; readonly read: number; readonly report: Spread; readonly raw: Spread; readonly ratio: Spread }

/** The rows of the rollup that a period is made of, summed by what a table cannot do without, as anybody would ask for them: the least that a report must read. */
const rawRead = `select unit_id, way, fate, received < $2 as carried, apology < $3 as apologised, sum(number), count(*) from (
    select * from unnest($5::text[], $6::smallint[], $7::integer[]) p (side, length, first) union all select 'open', $8::smallint, generate_series($9::integer - 20 * $8, $9 - 1, $8)) p
   cross join lateral (select * from dossier_span s where s.tenant_id = $1 and s.grain = 'unit' and s.side = p.side and s.length = p.length and s.first = p.first offset 0) s
  where kind = any ($4) group by 1, 2, 3, 4, 5`

/** The periods that a province reports: a month, a quarter and a half-year that are over, the last year, and this year so far; and a range that is none of them. */
const periodsAt = (nowMs: number): readonly { readonly name: string; readonly from: string; readonly to: string }[] => {
  const today = localDateOf(nowMs, zone)
  const named = (daysAgo: number, nameOf: (year: string, month: number) => string) => {
    const [year, month] = addDays(today, -daysAgo).split('-') as [string, string]
    const name = nameOf(year, Number(month))
    return { name, ...reportingPeriod(name) }
  }
  return [
    named(31, (year, month) => `${year}-${String(month).padStart(2, '0')}`), named(92, (year, month) => `${year}-Q${Math.ceil(month / 3)}`),
    named(184, (year, month) => `${year}-H${Math.ceil(month / 6)}`), named(366, (year) => year), { name: 'so far', from: `${today.slice(0, 4)}-01-01`, to: today },
    { name: '1/2 to 14/9', from: `${Number(today.slice(0, 4)) - 1}-02-01`, to: `${Number(today.slice(0, 4)) - 1}-09-14` },
  ]
}

/** Report and raw read in turn, so often; each ratio is of one turn. */
export const measureReports = async ({ deps, agency: { tenantId } }: FiguresBench, times: number, onFigure: (figure: ReportFigure) => void): Promise<ReportFigure[]> => {
  const figures: ReportFigure[] = []
  for (const { name, from, to } of periodsAt(deps.clock.nowMs())) {
    const halves = halvesOf({ fromMs: startOfDateMs(from, zone), endMs: startOfDateMs(addDays(to, 1), zone), atMs: deps.clock.nowMs(), zone, byMonth: false })
    if (halves === null) throw new Error(`${name} is not made of half-months`)
    const report = () => officialTable(deps, { tenantId, zone, reader: null }, { form: '06b', from, to, asOf: null, by: null, kinds: usualKinds, grouping: usualGrouping })
    const raw = () => deps.pool.query<{ count: string }>({ name: 'raw-read', text: rawRead, values: [tenantId, halves.first, halves.end ?? 2_147_483_647, usualKinds, ...readSpans(halves)] })
    const [{ totals }, { rows }] = [await report(), await raw()]
    const [reports, raws]: [number[], number[]] = [[], []]
    for (let turn = 0; turn < times; turn += 1) {
      reports.push((await timed(report)).ms)
      raws.push((await timed(raw)).ms)
    }
    const figure = { name, dossiers: totals[0] ?? 0, read: rows.reduce((sum, { count }) => sum + Number(count), 0), report: spreadOf(reports), raw: spreadOf(raws), ratio: spreadOf(reports.map((ms, at) => ms / raws[at]!)) }
    onFigure(figure)
    figures.push(figure)
  }
  return figures
}

export const reportHead = '| period | dossiers | rows read | report ms (min / median / max) | raw read ms | ratio |\n|---|---|---|---|---|---|'
const spread = ({ min, median, max }: Spread, digits = 1): string => [min, median, max].map((one) => one.toFixed(digits)).join(' / ')
/** A row of the table. */
export const reportRow = ({ name, dossiers, read, report, raw, ratio }: ReportFigure): string => `| ${name} | ${dossiers} | ${read} | ${spread(report)} | ${spread(raw)} | ${spread(ratio, 2)} |`

/** What is asked beside the province's reports: a name, days, a cut, and a reader, null for the operator. */
interface Question { readonly name: string; readonly from: string; readonly to: string; readonly by: Cut; readonly reader: Reader | null }
export interface QuestionFigure { readonly name: string; readonly dossiers: number; readonly report: Spread }

/** Readers of all units but one, of every third commune and of one, each with its offices, about a month and the last year; and three weeks that begin and end within a half-month, where there are dossiers to count. */
const questionsAt = async ({ deps: { pool, clock }, agency: { tenantId } }: FiguresBench, rows: boolean): Promise<Question[]> => {
  const { rows: units } = await pool.query<{ id: string; commune: number }>("select id, substring(code from '^C(\\d+)')::integer as commune from unit where tenant_id = $1 order by code", [tenantId])
  const { rows: [account] } = await pool.query<{ id: string }>('select id from account where tenant_id = $1 order by id limit 1', [tenantId])
  const today = localDateOf(clock.nowMs(), zone)
  const reader = (own: typeof units): Reader => ({ tenantId, accountId: account?.id ?? '', zone, today, units: own.map(({ id }) => id), roles: [{ role: 'agencyLeader', unitId: own[0]?.id ?? '', onBehalfOf: null }] })
  const readers = [['all units but one', units.filter((_, at) => at !== units.length - 1)], ['a third', units.filter(({ commune }) => commune % 3 === 0)], ['one commune', units.filter(({ commune }) => commune === 1)]] as const
  const [month, , , year] = periodsAt(clock.nowMs())
  const cuts = ['unit', 'field'] as const
  const weeks = rows ? cuts.map((by) => ({ name: `three weeks, operator, by ${by}`, from: addDays(`${today.slice(0, 7)}-20`, -62), to: addDays(`${today.slice(0, 7)}-09`, -31), by, reader: null })) : []
  return [...weeks, ...readers.flatMap(([who, own]) => ([['a month', month!], ['a year', year!]] as const).flatMap(([name, { from, to }]) => cuts.map((by) => ({ name: `${name}, ${who}, by ${by}`, from, to, by, reader: reader(own) }))))]
}

/** Form II.06a for readers of some units, and of ranges that the rollup has no sums of. */
export const measureQuestions = async (bench: FiguresBench, rows: boolean, times: number, onFigure: (figure: QuestionFigure) => void): Promise<QuestionFigure[]> => {
  const figures: QuestionFigure[] = []
  for (const { name, from, to, by, reader } of await questionsAt(bench, rows)) {
    const ask = () => officialTable(bench.deps, { tenantId: bench.agency.tenantId, zone, reader }, { form: '06a', from, to, asOf: null, by, kinds: usualKinds, grouping: usualGrouping })
    const { totals } = await ask()
    const all: number[] = []
    for (let turn = 0; turn < times; turn += 1) all.push((await timed(ask)).ms)
    const figure = { name, dossiers: totals[0] ?? 0, report: spreadOf(all) }
    onFigure(figure)
    figures.push(figure)
  }
  return figures
}

const questionHead = '| question | dossiers | answer ms (min / median / max) |\n|---|---|---|'
/** A row of the table. */
export const questionRow = ({ name, dossiers, report }: QuestionFigure): string => `| ${name} | ${dossiers} | ${spread(report)} |`

const course: readonly { readonly by: (typeof people)[number]['userName']; readonly event: AdvanceDossier }[] = [
  { by: 'desk', event: { type: 'HAND_OVER' } }, { by: 'head', event: { type: 'ASSIGN' } }, { by: 'an', event: { type: 'ACKNOWLEDGE' } }, { by: 'an', event: { type: 'STEP_DONE' } },
  { by: 'chief', event: { type: 'STEP_DONE' } }, { by: 'clerk', event: { type: 'RESULT_SIGNED' } }, { by: 'desk', event: { type: 'RESULT_DELIVERED' } },
]

/** Who works while it is measured: an agency beside the province, whose people's names begin with its code. */
interface Workers extends TestAgency { readonly code: string }

let lives = 0
/** A dossier from its receipt to its delivery, by the commands of the service: eight transitions. */
const live = async (deps: Deps, agency: Workers): Promise<void> => {
  const key = `life-${process.pid}-${lives += 1}`
  const named = (name: string) => personNamed(agency, `${agency.code}.${name}`.toLowerCase())
  const token = (name: string) => named(name).tokenHash
  const papers = [{ code: 'TB-KM', originals: 1, copies: 0 }, { code: 'THE-LE', originals: 1, copies: 0 }]
  const { dossier } = await receiveDossier(deps, { tokenHash: token('desk'), idempotencyKey: key, body: {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty A' }, papers, receivingUnitId: agency.units.DESK, responsibleUnitId: agency.units.D1 } })
  for (const [index, { by, event }] of course.entries()) {
    const assignee = event.type === 'ASSIGN' ? { assigneeId: named('an').accountId } : {}
    await advanceDossier(deps, { tokenHash: token(by), dossierId: dossier.id, expectedVersion: index + 1, idempotencyKey: `${key}-${index}`, body: { ...event, ...assignee } })
  }
}

const workers = async (deps: Deps): Promise<Workers> => {
  const procedure = shippedProcedure('P1')
  const { rows: [tenants] } = await deps.pool.query<{ n: number }>('select count(*)::integer as n from tenant')
  const code = `H${20 + (tenants?.n ?? 0)}`
  const agency = await makeAgency(deps.orm, { code, people: people.map((one) => ({ ...one, userName: `${code}.${one.userName}`.toLowerCase() })), procedures: procedure === null ? [] : [procedure], passwordHash: null })
  return { ...agency, code }
}

/** What triggers note while a dossier is saved, and what takes it in afterwards. */
export interface Noted { readonly triggers: readonly string[]; readonly takeIn: (deps: Deps) => Promise<unknown> }
export const standingsNoted: Noted = { triggers: ['begun', 'history', 'moved'].map((name) => `dossier_standing_${name}`), takeIn: ({ pool }) => foldAll(pool) }
export const coursesNoted: Noted = {
  triggers: ['begun', 'moved'].map((name) => `dossier_course_${name}`), takeIn: (deps) => readCourses(deps, { tenantId: null, most: Infinity, onFault: (error) => { throw error } }),
}

export interface Upkeep { readonly without: Spread; readonly append: Spread; readonly fold: Spread; readonly share: Spread }

/** Microseconds of processor time a transition, service and database, with the triggers and without; rounds in turn, the share taken within a round. */
export const measureUpkeep = async (deps: Deps, { triggers: names, takeIn }: Noted, { superuser, dataDir }: { readonly superuser: string; readonly dataDir: string }, { rounds, perRound }: { readonly rounds: number; readonly perRound: number }): Promise<Upkeep> => {
  const agency = await workers(deps)
  const client = new pg.Client({ connectionString: superuser })
  await client.connect()
  const cost = async (work: () => Promise<unknown>): Promise<number> => {
    const [own, database] = [processUs(process.pid), serverUs(dataDir)]
    await work()
    return (processUs(process.pid) - own + serverUs(dataDir) - database) / (perRound * (course.length + 1))
  }
  const some = async (): Promise<void> => { for (let one = 0; one < perRound; one += 1) await live(deps, agency) }
  const triggers = async (word: string): Promise<void> => {
    for (const name of names) await client.query(`alter table dossier ${word} trigger ${name}`)
    await drainOutbox(deps)
  }
  const [without, append, fold]: [number[], number[], number[]] = [[], [], []]
  for (let round = -1; round < rounds; round += 1) {
    await triggers('disable')
    const bare = await cost(some)
    await triggers('enable')
    const kept = await cost(some)
    const folded = await cost(() => takeIn(deps))
    // The first round warms up.
    if (round >= 0) { without.push(bare); append.push(kept - bare); fold.push(folded) }
  }
  await client.end()
  return { without: spreadOf(without), append: spreadOf(append), fold: spreadOf(fold), share: spreadOf(without.map((bare, at) => (append[at]! + fold[at]!) / bare)) }
}

export interface Lag { readonly transitions: number; readonly seconds: number; readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number }

/** How old the oldest fact is that waits for its fold, looked at ten times a second while so many clients work. */
export const measureLag = async ({ deps }: FiguresBench, { clients, seconds }: { readonly clients: number; readonly seconds: number }): Promise<Lag> => {
  const agency = await workers(deps)
  const folding = startFolding(deps.pool, (error) => { throw error })
  const from = performance.now()
  const isOver = (): boolean => performance.now() - from > seconds * 1000
  const ages: number[] = []
  let done = 0
  const look = async (): Promise<void> => {
    while (!isOver()) {
      const { rows: [oldest] } = await deps.pool.query<{ at: number | null }>('select (extract(epoch from min(newest)) * 1000)::float8 as at from dossier_delta where tenant_id = $1', [agency.tenantId])
      ages.push(oldest?.at == null ? 0 : Math.max(0, deps.clock.nowMs() - oldest.at))
      await new Promise((next) => { setTimeout(next, 100) })
    }
  }
  const work = async (): Promise<void> => { while (!isOver()) { await live(deps, agency); done += course.length + 1 } }
  await Promise.all([look(), ...Array.from({ length: clients }, work)])
  await folding.stop()
  const sorted = ages.sort((a, b) => a - b)
  const share = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return { transitions: done, seconds: (performance.now() - from) / 1000, p50Ms: share(0.5), p99Ms: share(0.99), maxMs: sorted.at(-1) ?? 0 }
}

const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '1GB', max_wal_size: '2GB', random_page_cost: '1.1', jit: 'off', max_connections: 60, timezone: 'UTC' }

interface Place { readonly url: string; readonly superuser: string; readonly dataDir: string }
const upkeepText = ({ without, append, fold, share }: Upkeep): string =>
  `a transition, us of processor time: ${spread(without, 0)}; append ${spread(append, 0)}; taken in ${spread(fold, 0)}; share ${spread(share, 3)}`

/** What is told of so many real journals. */
const courses = async (place: Place, { dossiers, times, rounds }: { readonly dossiers: number; readonly times: number; readonly rounds: number }, say: (words: string) => void): Promise<void> => {
  const { deps, close } = await openService(place.url)
  const isEmpty = !await hasAccounts(deps.orm.em.fork())
  if (isEmpty) await createSampleAgency(deps, { nowMs: deps.clock.nowMs(), password: () => 'mật khẩu của mẫu', handOut: async () => undefined })
  const tenantId = (await listTenants(deps.orm.em.fork()))[0]?.id ?? ''
  if (isEmpty) {
    say(`${await multiply(deps, tenantId, { dossiers: Math.min(dossiers, 5_000), weeks: 13 })} dossiers`)
    const client = new pg.Client({ connectionString: place.superuser })
    await client.connect()
    await multiplyRows(client, tenantId, dossiers, say).finally(() => client.end())
  }
  console.log(readingText(await measureReading(deps, tenantId)))
  console.log(courseHead)
  await measureCourses(deps, tenantId, times, (figure) => console.log(courseRow(figure)))
  console.log(upkeepText(await measureUpkeep(deps, coursesNoted, place, { rounds, perRound: 40 })))
  const { ms, answer } = await timed(() => checkedCourses(deps, tenantId))
  console.log(`${answer.dossiers} journals read anew, ${answer.differing} differ from what is kept: ${(ms / 1000).toFixed(0)} s`)
  await close()
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { courses: { type: 'string' }, dossiers: { type: 'string' }, years: { type: 'string' }, times: { type: 'string' }, rounds: { type: 'string' }, folder: { type: 'string' }, rows: { type: 'string' } } })
  const rows = values.rows !== 'no'
  const dataDir = values.folder ?? mkdtempSync(join(tmpdir(), 'quytrinh-figures-'))
  const server = await startEmbedded({ dataDir, durable: false, startWithinMs: 60_000, onNotice: console.error, settings })
  const from = performance.now()
  const say = (words: string): void => console.error(`${((performance.now() - from) / 1000).toFixed(0)} s: ${words}`)
  try {
    const superuser = Object.assign(new URL(server.superuserUrl), { pathname: new URL(server.url).pathname }).href
    if (values.courses !== undefined) return await courses({ url: server.url, superuser, dataDir }, { dossiers: Number(values.courses), times: Number(values.times ?? 5), rounds: Number(values.rounds ?? 7) }, say)
    const bench = await openFigures({ url: server.url, superuser }, { dossiers: Number(values.dossiers ?? 10_000_000), communes: 150, procedures: 200, years: Number(values.years ?? 5), rows }, say)
    console.log(`filled and folded in ${bench.filledSeconds.toFixed(0)} s, ${bench.cells} cells\n${reportHead}`)
    await measureReports(bench, Number(values.times ?? 15), (figure) => console.log(reportRow(figure)))
    console.log(questionHead)
    await measureQuestions(bench, rows, Number(values.times ?? 5), (figure) => console.log(questionRow(figure)))
    const upkeep = await measureUpkeep(bench.deps, standingsNoted, { superuser, dataDir }, { rounds: Number(values.rounds ?? 7), perRound: 40 })
    console.log(upkeepText(upkeep))
    const lag = await measureLag(bench, { clients: 8, seconds: 30 })
    console.log(`lag at ${(lag.transitions / lag.seconds).toFixed(0)} transitions a second: p50 ${lag.p50Ms.toFixed(0)} ms, p99 ${lag.p99Ms.toFixed(0)} ms, most ${lag.maxMs.toFixed(0)} ms`)
    if (rows) {
      const { ms, answer } = await timed(() => countRollupDifferences(bench.deps.pool, bench.agency.tenantId))
      console.log(`recount: ${answer} cells differ, ${(ms / 1000).toFixed(0)} s`)
    }
    await bench.close()
  } finally {
    await server.stop()
    if (values.folder === undefined) rmSync(dataDir, { recursive: true, force: true })
  }
}

if (import.meta.main) await main()
