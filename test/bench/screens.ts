/** `npm run bench:screens`: the server's time for each screen at a million dossiers, beside that of the query behind it. `--dossiers N`, `--communes N`; `--folder DIR` keeps the database there, and finds it filled the next time. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import pino from 'pino'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../server/app.ts'
import { listLate } from '../../server/commands/late-list.ts'
import { viewPerson } from '../../server/commands/person-view.ts'
import { makeDeps, type Deps } from '../../server/deps.ts'
import { hashToken } from '../../server/plugins/credentials.ts'
import { readinessOf } from '../../server/readiness.ts'
import { createSampleAgency } from '../../server/sample/create.ts'
import { hasAccounts } from '../../storage/accounts.ts'
import { boardDossiers, boardLoads } from '../../storage/board.ts'
import { listDossiers, listOpen, readDossier } from '../../storage/dossiers.ts'
import { startEmbedded } from '../../storage/embedded/embedded.ts'
import { DiskStore } from '../../storage/objects/disk.ts'
import { migrate, openOrm } from '../../storage/orm.ts'
import { openPool } from '../../storage/pool.ts'
import { listPeople } from '../../storage/people.ts'
import { findPublicDossier } from '../../storage/public.ts'
import { beginSession, endSession } from '../../storage/sessions.ts'
import { findSignedIn, type SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { countWork, listWork, searchDossiers, workKinds } from '../../storage/work.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { fillMillion, type MillionPlan } from './million.ts'

/** The instant of the sample's year at which the pages are opened: a Friday morning. */
const nowMs = parseInstant('2026-11-20T09:30', 'Asia/Ho_Chi_Minh')

const today = '2026-11-20'

/** People by what they see: one commune's desk, head and busiest specialist, the chairman, who sees every dossier of all communes, and who administers them. */
const who = { desk: 'mau.motcua1.1', head: 'mau.tpkinhte.1', chairman: 'mau.chutich', admin: 'mau.chanhvp' } as const
type Who = keyof typeof who | 'specialist'
interface Guest { readonly person: SignedInPerson; readonly cookie: string }
export interface Bench { readonly deps: Deps; readonly app: FastifyInstance; readonly guests: Readonly<Record<Who, Guest>>; readonly dossier: { readonly id: string; readonly code: string; readonly phone: string } }

interface Screen { readonly name: string; readonly as: Who | null; readonly path: string; readonly form?: Readonly<Record<string, string>>; readonly query: (bench: Bench) => Promise<unknown> }

const firstPage = { after: null, limit: 50 }
const personOf = ({ guests }: Bench, as: Who): SignedInPerson => guests[as].person

const works = (as: Who): Screen[] => workKinds.map((kind) => ({
  name: `my work: ${kind}`, as, path: `/?kind=${kind}`,
  query: async (bench) => [await listWork(bench.deps.pool, personOf(bench, as).reader, kind, firstPage), await countWork(bench.deps.pool, personOf(bench, as).reader, 100)],
}))
const search = (as: Who, words: string, name: string): Screen => ({
  name: `search: ${name}`, as, path: `/search?q=${encodeURIComponent(words)}`,
  query: ({ deps, guests }) => searchDossiers(deps.pool, guests[as].person.reader, { words, procedureCodes: [], openOnly: false }, { afterId: null, limit: 50 }),
})
const board = (bench: Bench, holderId: string | null) => ({ holderId, leading: ['unitHead', 'agencyLeader'] as const, working: ['specialist', 'unitHead'] as const, reader: personOf(bench, holderId === null ? 'head' : 'chairman').reader })
const boardQuery = (holder: boolean) => async (bench: Bench): Promise<unknown> => {
  const { reader, ...question } = board(bench, holder ? personOf(bench, 'specialist').account.id : null)
  const span = { nowMs, soonMs: nowMs, limit: 200 }
  return [await boardDossiers(bench.deps.pool, reader, question, firstPage), await boardLoads(bench.deps.pool, reader, question, span)]
}

/** Every screen that asks for dossiers, as the person who has most of them. */
const screensOf = (bench: Bench): readonly Screen[] => [
  ...works('specialist'), ...works('desk'), ...works('chairman'),
  search('chairman', 'nguyen thi', 'a common name'), search('chairman', 'dang ngoc quynh', 'a rare name'), search('specialist', 'nguyen thi', 'a common name'),
  search('desk', bench.dossier.code.slice(-9), 'end of a code'), search('desk', bench.dossier.phone.slice(-6), 'end of a phone'), search('desk', 'ho kinh doanh', 'a procedure'),
  { name: 'dossier', as: 'chairman', path: `/dossiers/${bench.dossier.id}`, query: ({ deps, guests }) => readDossier(deps.pool, guests.chairman.person.reader, { id: bench.dossier.id }) },
  { name: 'board: nobody\'s', as: 'head', path: '/board', query: boardQuery(false) }, { name: 'board: nobody\'s', as: 'chairman', path: '/board', query: boardQuery(false) },
  { name: 'board: a specialist\'s', as: 'chairman', path: `/board?person=${personOf(bench, 'specialist').account.id}`, query: boardQuery(true) },
  { name: 'late', as: 'chairman', path: '/late', query: ({ deps, guests }) => listLate(deps, guests.chairman.person, { scope: 'late' }, firstPage) },
  { name: 'at risk', as: 'chairman', path: '/late?scope=soon', query: ({ deps, guests }) => listLate(deps, guests.chairman.person, { scope: 'soon' }, firstPage) },
  { name: 'late, one unit', as: 'head', path: '/late', query: ({ deps, guests }) => listLate(deps, guests.head.person, { scope: 'late' }, firstPage) },
  { name: 'GET /dossiers', as: 'chairman', path: '/api/v1/dossiers', query: ({ deps, guests }) => listOpen(deps.pool, guests.chairman.person.reader, {}, firstPage) },
  { name: 'GET /dossiers, closed too', as: 'chairman', path: '/api/v1/dossiers?open=false', query: ({ deps, guests }) => listDossiers(deps.pool, guests.chairman.person.reader, {}, { afterId: null, limit: 50 }) },
  { name: 'receive', as: 'desk', path: '/receive?procedure=P6', query: async () => undefined },
  { name: 'own account', as: 'chairman', path: '/account', query: ({ deps, guests }) => listUnits(deps.orm.em.fork(), guests.chairman.person.reader.tenantId, today) },
  { name: 'people', as: 'admin', path: '/admin/people', query: ({ deps, guests }) => listPeople(deps.pool, guests.admin.person.reader.tenantId, { words: '', on: today, closedToo: false, ...firstPage }) },
  { name: 'a person', as: 'admin', path: `/admin/people/${bench.guests.specialist.person.account.id}`, query: ({ deps, guests }) => viewPerson(deps, guests.admin.person, guests.specialist.person.account.id) },
  { name: 'units', as: 'admin', path: '/admin/units', query: ({ deps, guests }) => listUnits(deps.orm.em.fork(), guests.admin.person.reader.tenantId, today) },
  { name: 'public: code and phone', as: null, path: '/public', form: { code: bench.dossier.code, phone: bench.dossier.phone }, query: ({ deps }) => findPublicDossier(deps.pool, bench.dossier.code, bench.dossier.phone, nowMs) },
]

export interface Figure { readonly name: string; readonly as: string; readonly rows: number; readonly serverMs: number; readonly serverMaxMs: number; readonly queryMs: number }

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

const ask = async ({ app, guests }: Bench, { as, path, form }: Screen): Promise<string> => {
  const answer = await app.inject({
    method: form === undefined ? 'GET' : 'POST', url: path, headers: { ...(as === null ? {} : { cookie: guests[as].cookie }), 'sec-fetch-site': 'same-origin',
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
    ...(form === undefined ? {} : { payload: new URLSearchParams(form).toString() }),
  })
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body.slice(0, 300)}`)
  return answer.body
}

/** The time of one screen: within the process, from the request to the whole answer; the middle of so many. */
const measure = async (bench: Bench, screen: Screen, times: number): Promise<Figure> => {
  const body = await ask(bench, screen)
  await screen.query(bench)
  const [server, query]: [number[], number[]] = [[], []]
  for (let index = 0; index < times; index += 1) {
    server.push(await timed(() => ask(bench, screen)))
    query.push(await timed(() => screen.query(bench)))
  }
  const rows = screen.path.startsWith('/api') ? (JSON.parse(body) as { items: unknown[] }).items.length : [...body.matchAll(/<tr class="(?:late|soon|good|still|ended)"/g)].length
  return { name: screen.name, as: screen.as ?? 'visitor', rows, serverMs: middle(server), serverMaxMs: Math.max(...server), queryMs: middle(query) }
}

/** Every screen's figures. */
export const measureScreens = async (bench: Bench, times: number, onFigure: (figure: Figure) => void): Promise<Figure[]> => {
  const figures: Figure[] = []
  for (const screen of screensOf(bench)) {
    const figure = await measure(bench, screen, times)
    onFigure(figure)
    figures.push(figure)
  }
  return figures
}

const seat = async (deps: Deps, userName: string): Promise<Guest> => {
  const { rows: [account] } = await deps.pool.query<{ tenant_id: string; id: string }>('select tenant_id, id from account where user_name = $1', [userName])
  if (account === undefined) throw new Error(`nobody is called ${userName}`)
  const token = Buffer.from(userName.padEnd(32, '.').slice(0, 32)).toString('base64url')
  await endSession(deps.orm.em.fork(), token)
  await beginSession(deps.orm.em.fork(), token, { tenantId: account.tenant_id, accountId: account.id }, { nowMs, expiresAtMs: nowMs + 36_000_000 })
  const person = await findSignedIn(deps.pool, hashToken(token), nowMs)
  if (person === undefined) throw new Error(`${userName} is not signed in`)
  return { person, cookie: `quytrinh_session=${token}` }
}

const fill = async (deps: Deps, superuser: string, plan: MillionPlan, onStep: (words: string) => void): Promise<void> => {
  await createSampleAgency(deps, { nowMs, password: () => 'mật khẩu của mẫu', handOut: async () => undefined })
  const filler = new pg.Client({ connectionString: superuser })
  await filler.connect()
  try {
    onStep(`${await fillMillion(filler, plan, onStep)} dossiers`)
  } finally { await filler.end() }
}

/** The sample and its copies behind a service of this process; `superuser` fills, `url` serves. */
export const openBench = async (urls: { readonly url: string; readonly superuser: string }, plan: MillionPlan, onStep: (words: string) => void): Promise<Bench & { close(): Promise<void> }> => {
  const orm = await openOrm({ url: urls.url, poolSize: 4 })
  await migrate(orm)
  const pool = openPool({ url: urls.url, poolSize: 8, onError: () => undefined })
  const folder = mkdtempSync(join(tmpdir(), 'quytrinh-screens-objects-'))
  const deps = makeDeps(pool, orm, { nowMs: () => nowMs }, await DiskStore.open(folder))
  if (!await hasAccounts(orm.em.fork())) await fill(deps, urls.superuser, plan, onStep)
  const limits = { sessionRequestsPerMinute: 1_000_000, addressRequestsPerMinute: 1_000_000 }
  const app = await buildApp(deps, { logger: pino({ level: 'silent' }), trustProxy: [], limits, readiness: readinessOf({}), setup: null })
  const { rows: [busiest] } = await pool.query<{ user_name: string }>(`select a.user_name from account a join open_step o on o.tenant_id = a.tenant_id and o.holder_id = a.id
    where o.role = 'specialist' and a.user_name like '%.1' group by a.user_name order by count(*) desc limit 1`)
  const guests = { desk: await seat(deps, who.desk), head: await seat(deps, who.head), specialist: await seat(deps, busiest?.user_name ?? who.head), chairman: await seat(deps, who.chairman), admin: await seat(deps, who.admin) }
  const { rows: [dossier] } = await pool.query<{ id: string; code: string; phone: string }>(`select d.id, d.code, a.phone from dossier d join applicant a on a.dossier_id = d.id
    where d.code like '%.%.%' and d.receiving_unit_id = any ($1) order by d.id desc limit 1`, [guests.desk.person.reader.units])
  if (dossier === undefined) throw new Error('no dossier was copied')
  const close = async (): Promise<void> => {
    await app.close()
    await pool.end()
    await orm.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { deps, app, guests, dossier, close }
}

export const figureHead = '| screen | who | lines | server ms (median / worst) | its query ms |\n|---|---|---|---|---|'
/** A row of the table. */
export const figureRow = ({ name, as, rows, serverMs, serverMaxMs, queryMs }: Figure): string =>
  `| ${name} | ${as} | ${rows} | ${serverMs.toFixed(1)} / ${serverMaxMs.toFixed(1)} | ${queryMs.toFixed(1)} |`

const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '512MB', max_wal_size: '8GB', random_page_cost: '1.1', jit: 'off', max_connections: 60, timezone: 'UTC' }

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { dossiers: { type: 'string' }, communes: { type: 'string' }, times: { type: 'string' }, folder: { type: 'string' } } })
  const dataDir = values.folder ?? mkdtempSync(join(tmpdir(), 'quytrinh-screens-'))
  const server = await startEmbedded({ dataDir, durable: false, startWithinMs: 60_000, onNotice: console.error, settings })
  const from = performance.now()
  const say = (words: string): void => console.error(`${((performance.now() - from) / 1000).toFixed(0)} s: ${words}`)
  try {
    const superuser = Object.assign(new URL(server.superuserUrl), { pathname: new URL(server.url).pathname }).href
    const bench = await openBench({ url: server.url, superuser }, { dossiers: Number(values.dossiers ?? 1_000_000), communes: Number(values.communes ?? 40) }, say)
    console.log(figureHead)
    await measureScreens(bench, Number(values.times ?? 15), (figure) => console.log(figureRow(figure)))
    await bench.close()
  } finally {
    await server.stop()
    if (values.folder === undefined) rmSync(dataDir, { recursive: true, force: true })
  }
}

if (import.meta.main) await main()
