/** A new version of the calendar, before and after it is published: over HTTP, on a real database, with the job that puts it to open dossiers. */
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import type { CalendarDay, WorkingCalendar } from '../../schemas/calendar.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { recountDossiers } from '../../server/jobs/recount-dossiers.ts'
import { addDays, localDateOf, parseInstant, prepare, weekdayOfDate, withDays, workingDayAfter } from '../../workflows/calendar/index.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { personNamed } from '../support/agency.ts'
import { at, isProblem, withService, type Reply } from '../support/live.ts'

t.setTimeout(300_000)
const zone = 'Asia/Ho_Chi_Minh'
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => nowMs } })
const { pool } = live.deps
await pool.query("update session set expires_at = expires_at + interval '3000 days'")
let keys = 0
const headers = (more: Record<string, string> = {}): Record<string, string> => ({ 'idempotency-key': `calendar-${keys += 1}`, ...more })
const noFault = (id: string, error: unknown): void => { throw new Error(`a fault in ${id}: ${String(error)}`) }
const recount = () => recountDossiers(live.deps, noFault)

const newest = async (): Promise<WorkingCalendar> => (await live.ask('/api/v1/calendars/test', { as: 'lan' })).json as WorkingCalendar
const papersOf: Readonly<Record<string, unknown[]>> = { P1: [{ code: 'TB-KM', originals: 1, copies: 0 }] }
const receive = async (procedureCode = 'P1'): Promise<Dossier> => {
  const { json } = await live.ask(`/api/v1/procedures?limit=200`, { as: 'lan' })
  const line = (at(json, 'items') as { code: string; revision: number }[]).find(({ code }) => code === procedureCode)
  const { json: whole } = await live.ask(`/api/v1/procedures/${procedureCode}/${line?.revision}`, { as: 'lan' })
  const papers = papersOf[procedureCode] ?? (at(whole, 'definition.requiredPapers') as { code: string; originals: number; copies: number }[]).map(({ code, originals, copies }) => ({ code, originals, copies }))
  const body = {
    procedureCode, channel: 'direct', accept: true, applicant: { kind: 'citizen', name: 'Nguyễn Văn Mẫu' }, papers,
    receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1,
  }
  const reply = await live.ask('/api/v1/dossiers', { as: 'lan', body, headers: headers() })
  if (reply.status !== 201) throw new Error(reply.text)
  return dossier(String(at(reply.json, 'id')))
}
const dossier = async (id: string): Promise<Dossier> => (await pool.query<{ body: Dossier }>('select body from dossier where id = $1', [id])).rows[0]!.body
const all = async (): Promise<Map<string, Dossier>> =>
  new Map((await pool.query<{ body: Dossier }>('select body from dossier where tenant_id = $1', [live.home.tenantId])).rows.map(({ body }) => [body.id, body]))
const move = async (id: string, type: string, as: string, more: Record<string, unknown> = {}): Promise<Reply> =>
  live.ask(`/api/v1/dossiers/${id}/events`, { as, body: { type, ...more }, headers: headers({ 'if-match': `"${(await dossier(id)).version}"` }) })
const publish = async (calendar: WorkingCalendar): Promise<Reply> =>
  live.ask('/api/v1/calendars/test', { method: 'PUT', as: 'boss', body: { ...calendar, version: calendar.version + 1 }, headers: headers() })
const local = (text: string): number => parseInstant(text, zone)
const localDay = (ms: number | null): string | null => (ms === null ? null : localDateOf(ms, zone))
const off = (on: string, kind: CalendarDay['kind'] = 'LOCAL_OFF'): CalendarDay => ({ on, kind, decision: `QĐ ${on}`, knownOn: '2026-11-01' })

interface Line { id: string; fromDueAt: string | null; toDueAt: string | null; days: number | null }
const dryRun = async (calendar: WorkingCalendar, limit = 7): Promise<Line[]> => {
  const lines: Line[] = []
  for (let after: unknown = ''; after !== null;) {
    const reply: Reply = await live.ask(`/api/v1/calendars/test/moves?limit=${limit}${after === '' ? '' : `&after=${String(after)}`}`, { as: 'boss', body: { ...calendar, version: calendar.version + 1 } })
    if (reply.status !== 200) throw new Error(reply.text)
    lines.push(...at(reply.json, 'items') as Line[])
    after = at(reply.json, 'next')
  }
  return lines
}

/** A working Monday far enough from the end of the calendar. */
const monday = await (async () => {
  let on = '2028-03-06'
  while (weekdayOfDate(on) !== 0) on = addDays(on, 1)
  return on
})()

t.test('a storm closure is previewed, published, and moves exactly the dossiers that were listed', async (t) => {
  nowMs = local(`${monday}T09:00`)
  const [one, other] = [await receive(), await receive('P8')]
  const calendar = await newest()
  const storm = withDays(calendar, [off(addDays(monday, 1))])
  const before = await all()
  const lines = await dryRun(storm)
  t.same(lines.map(({ id }) => id).sort(), [one.id, other.id].sort())
  t.ok(lines.every(({ days }) => days === 1))
  const count = await live.ask('/api/v1/calendars/test/moves/count', { as: 'boss', body: { ...storm, version: calendar.version + 1 } })
  t.same(count.json, { moved: 2, byDays: [{ days: 1, dossiers: 2 }], unknown: 0, more: false })
  t.same(await all(), before, 'nothing was kept')
  t.equal((await publish(storm)).status, 201)
  t.match(await recount(), { moved: 2, failed: 0, more: false })
  for (const was of [one, other]) {
    const now = await dossier(was.id)
    t.equal(localDay(now.clock.dueAtMs), addDays(localDay(was.clock.dueAtMs) ?? '', 1))
    t.equal(now.clock.dueOriginalAtMs, was.clock.dueOriginalAtMs, 'the printed date stays')
    t.equal(now.version, was.version + 1)
    const { rows } = await pool.query<{ seq: number; canonical: string; hash: string }>('select seq, canonical, hash from journal where dossier_id = $1 order by seq', [was.id])
    t.same(verifyChain(rows), [])
    t.match(JSON.parse(rows.at(-1)!.canonical), { event: 'CALENDAR_CHANGED', actor: { account: live.home.people.get('boss')?.accountId }, calendar: `test@${calendar.version + 1}` })
    t.equal((await pool.query('select from dossier where id = $1 and due_at = to_timestamp($2::double precision / 1000)', [was.id, now.clock.dueAtMs])).rowCount, 1, 'lists see it')
  }
  t.match(await recount(), { moved: 0, kept: 0 }, 'a second run finds nothing')
  t.match((await live.ask('/api/v1/calendars/test/versions?limit=1', { as: 'lan' })).json, { items: [{ version: calendar.version + 1, publication: { moved: 2, kept: 0, remaining: 0, by: 'boss' } }] })
  t.same(live.conformance.faults, [])
})

t.test('a dossier whose date stays keeps its number, and its open form its use', async (t) => {
  nowMs = local(`${monday}T10:00`)
  const one = await receive()
  const calendar = await newest()
  const later = withDays(calendar, [off(workingDayAfter(prepare(calendar), localDay(one.clock.dueAtMs) ?? '', 30))])
  t.notOk((await dryRun(later)).some(({ id }) => id === one.id))
  await publish(later)
  await recount()
  const now = await dossier(one.id)
  t.same([now.version, now.journalSeq, now.calendarVersion], [one.version, one.journalSeq, calendar.version + 1])
  t.equal((await move(one.id, 'HAND_OVER', 'lan')).status, 200)
})

t.test('several runs at once, and people at work meanwhile, leave one outcome', async (t) => {
  nowMs = local(`${monday}T11:00`)
  const many = await Promise.all(Array.from({ length: 12 }, () => receive()))
  const calendar = await newest()
  await publish(withDays(calendar, [off(addDays(monday, 2))]))
  const handed = many.slice(0, 6).map(({ id }) => move(id, 'HAND_OVER', 'lan'))
  await Promise.all([recount(), recount(), recount(), ...handed])
  await recount()
  for (const was of many) {
    const now = await dossier(was.id)
    t.equal(localDay(now.clock.dueAtMs), addDays(localDay(was.clock.dueAtMs) ?? '', 1))
    t.equal(now.calendarVersion, calendar.version + 1)
    const entries = (await pool.query("select from journal where dossier_id = $1 and event = 'CALENDAR_CHANGED'", [was.id])).rowCount
    t.equal(entries, 1, 'told once')
  }
})

interface Told { readonly account_id: string; readonly payload: { readonly since: number; readonly version: number; readonly dossiers: number } }
const toldSince = async (version: number): Promise<Told[]> =>
  (await pool.query<Told>("select account_id, payload from notice where kind = 'dueMoved' and (payload->>'version')::int >= $1 order by account_id", [version])).rows

t.test('whoever has moved dossiers in hand is told once for each publication, however often the job runs', async (t) => {
  nowMs = local(`${monday}T13:00`)
  const mine = await Promise.all(Array.from({ length: 3 }, () => receive()))
  const [free] = await Promise.all([receive()])
  const nam = live.home.people.get('nam')?.accountId ?? ''
  for (const { id } of mine) {
    t.equal((await move(id, 'HAND_OVER', 'lan')).status, 200)
    t.equal((await move(id, 'ASSIGN', 'hung', { assigneeId: nam })).status, 200)
  }
  const holders = await pool.query<{ holder_id: string }>('select distinct holder_id from open_step where holder_id is not null and tenant_id = $1', [live.home.tenantId])
  const calendar = await newest()
  t.same(await toldSince(calendar.version + 1), [])
  // Two versions before the job runs: told of together.
  t.equal((await publish(calendar)).status, 201)
  t.equal((await publish(withDays(await newest(), [off(addDays(monday, 3))]))).status, 201)
  await Promise.all([recount(), recount(), recount()])
  await recount()
  const told = await toldSince(calendar.version + 1)
  t.equal(new Set(told.map(({ account_id: id }) => id)).size, told.length, 'once')
  t.match(told.find(({ account_id: id }) => id === nam), { payload: { since: calendar.version + 1, version: calendar.version + 2, dossiers: mine.length } })
  t.ok(told.every(({ account_id: id }) => holders.rows.some(({ holder_id: holder }) => holder === id)), 'holders alone')
  const before = await toldSince(1)
  nowMs += 2 * 60 * 60_000
  await recount()
  t.same(await toldSince(1), before, 'nor later')
  const list = await live.ask(`/moved?calendar=test&since=${calendar.version + 1}&version=${calendar.version + 2}`, { headers: { cookie: `quytrinh_session=${personNamed(live.home, 'nam').token}` } })
  t.equal(list.status, 200)
  for (const { id } of mine) t.match(list.text, `/dossiers/${id}`)
  t.notMatch(list.text, `/dossiers/${free?.id}`)
  t.match(list.text, /muộn hơn \d ngày/)
  const page = await live.ask('/notices', { headers: { cookie: `quytrinh_session=${personNamed(live.home, 'nam').token}` } })
  t.match(page.text, /Hạn trả dời theo lịch[^]*\/moved\?calendar=test&amp;since/)
})

t.test('a run that is cut off before it is done tells nobody; the next one tells everybody once', async (t) => {
  nowMs = local(`${monday}T14:00`)
  const { id } = await receive()
  await move(id, 'HAND_OVER', 'lan')
  await move(id, 'ASSIGN', 'hung', { assigneeId: live.home.people.get('nam')?.accountId })
  const calendar = await newest()
  await publish(withDays(calendar, [off(addDays(monday, 4))]))
  let fails = true
  const query = (...args: Parameters<typeof pool.query>) => pool.query(...args)
  const cut = { ...live.deps, pool: { query, connect: async () => {
    const client = await pool.connect()
    return new Proxy(client, { get: (target, name) => (name !== 'query' ? Reflect.get(target, name) as unknown : async (...args: Parameters<typeof client.query>) => {
      if (fails && JSON.stringify(args[0]).includes('insert into notice')) { fails = false; throw new Error('cut off') }
      return target.query(...args)
    }) })
  } } as unknown as typeof pool }
  await t.rejects(recountDossiers(cut, noFault), /cut off/)
  t.same(await toldSince(calendar.version + 1), [])
  await recount()
  await recount()
  t.equal((await toldSince(calendar.version + 1)).filter(({ account_id: account }) => account === live.home.people.get('nam')?.accountId).length, 1)
})

t.test('what may not be: a receptionist, a shorter calendar, another zone, a version that is not the next', async (t) => {
  const calendar = await newest()
  const next = { ...calendar, version: calendar.version + 1 }
  isProblem(t, await live.ask('/api/v1/calendars/test/moves', { as: 'lan', body: next }), 'role-not-granted', 403, 'not an administrator')
  isProblem(t, await live.ask('/api/v1/calendars/test/moves', { as: 'boss', body: calendar }), 'stale-version', 412, 'the same version')
  const shorter = await live.ask('/api/v1/calendars/test', { method: 'PUT', as: 'boss', body: { ...next, coversTo: addDays(calendar.coversTo, -40) }, headers: headers() })
  isProblem(t, shorter, 'calendar-invalid', 422, 'shorter')
  t.equal(at(shorter.json, 'findings.0.rule'), 'coverage-shrunk')
  const elsewhere = await live.ask('/api/v1/calendars/test', { method: 'PUT', as: 'boss', body: { ...next, zone: 'Asia/Tokyo' }, headers: headers() })
  t.equal(at(elsewhere.json, 'findings.0.rule'), 'zone-changed')
  isProblem(t, await live.ask('/api/v1/calendars/other/moves', { as: 'boss', body: next }), 'calendar-invalid', 422, 'another id')
  t.same(live.conformance.faults, [])
})

/** Changes by an administrator: days off and worked within half a year, some taken back. */
const changes = fc.array(fc.record({ offset: fc.nat(40), kind: fc.constantFrom('off', 'half', 'work', 'swap', 'back') }), { minLength: 1, maxLength: 5 })
type Change = typeof changes extends Arbitrary<(infer T)[]> ? T : never

const changed = (calendar: WorkingCalendar, { offset, kind }: Change): WorkingCalendar => {
  const on = addDays(monday, offset)
  const weekend = weekdayOfDate(on) >= 5
  const saturday = addDays(on, 5 - weekdayOfDate(on))
  try {
    if (kind === 'back') return { ...calendar, days: calendar.days.filter((day) => day.on !== on || day.kind.startsWith('SWAP')) }
    if (kind === 'swap' && !weekend) return withDays(calendar, [{ ...off(on, 'SWAP_OFF'), decision: `S ${on}` }, { ...off(saturday, 'SWAP_WORK'), decision: `S ${on}` }])
    if (kind === 'work') return withDays(calendar, [off(saturday, 'LOCAL_WORK')])
    return withDays(calendar, [kind === 'half' ? { ...off(on), sessions: [{ from: '07:30', to: '11:30' }] } : off(on)])
  } catch {
    return calendar
  }
}

t.test('for random changes, what the dry run lists is what really moves', async (t) => {
  let moved = 0
  const procedures = ['P1', 'P3', 'P4', 'P5', 'P6', 'P8']
  for (const [index, code] of [...procedures, ...procedures].entries()) {
    nowMs = local(`${addDays(monday, 1 + index * 2)}T09:40`)
    const { id } = await receive(code)
    if (index % 3 === 0) await move(id, 'HAND_OVER', 'lan')
  }
  const runs = await fc.sample(changes, { numRuns: 12, seed: Number(process.env['SEED'] ?? Date.now() % 1e9) })
  for (const some of runs) {
    const calendar = await newest()
    const next = some.reduce(changed, calendar)
    const before = await all()
    const lines = await dryRun(next)
    const counted = await live.ask('/api/v1/calendars/test/moves/count', { as: 'boss', body: { ...next, version: calendar.version + 1 } })
    t.equal((await publish(next)).status, 201)
    const done = await recount()
    const after = await all()
    const real = [...after.values()].filter(({ id, clock }) => clock.dueAtMs !== before.get(id)?.clock.dueAtMs)
    t.same(lines.map(({ id, toDueAt }) => `${id} ${toDueAt === null ? null : parseInstant(toDueAt, zone)}`).sort(), real.map(({ id, clock }) => `${id} ${clock.dueAtMs}`).sort(), JSON.stringify(some))
    t.same([at(counted.json, 'moved'), done.moved, done.failed], [real.length, real.length, 0])
    t.ok(real.every(({ clock, resultReadyAtMs }) => resultReadyAtMs === null && (clock.dueOriginalAtMs ?? 0) <= (clock.dueAtMs ?? Infinity)), 'open ones alone, and none before the printed date')
    moved += real.length
  }
  t.ok(moved > 0, `${moved} due dates moved`)
  t.same(live.conformance.faults, [])
})

t.test('when the calendar has ended, results are signed and returned; a receipt says what is missing; the next version tells how late it was', async (t) => {
  const { coversTo } = await newest()
  const lastMonday = addDays(coversTo, -14 - weekdayOfDate(coversTo))
  nowMs = local(`${lastMonday}T09:00`)
  const { id } = await receive()
  await move(id, 'HAND_OVER', 'lan')
  await move(id, 'ASSIGN', 'hung', { assigneeId: live.home.people.get('nam')?.accountId })
  nowMs = local(`${addDays(coversTo, 12)}T09:00`)
  for (const [type, as] of [['STEP_DONE', 'nam'], ['STEP_DONE', 'dung'], ['RESULT_SIGNED', 'khoa'], ['RESULT_DELIVERED', 'lan']] as const) {
    const reply = await move(id, type, as)
    t.equal(reply.status, 200, `${type}: ${reply.text.slice(0, 300)}`)
  }
  t.match(await dossier(id), { done: true, timeliness: 'late', daysLate: null, timelinessRule: 'open-calendar-not-covered' })
  await t.rejects(receive(), /calendar-not-covered/)
  const calendar = await newest()
  const next = { ...calendar, coversTo: `${Number(coversTo.slice(0, 4)) + 1}-12-31` }
  t.equal((await publish(next)).status, 201)
  t.ok((await recount()).moved >= 1)
  const now = await dossier(id)
  t.match(now, { timeliness: 'late', timelinessRule: 'timeliness-1' })
  t.ok((now.daysLate ?? 0) > 5, `${now.daysLate} days late`)
  const row = (await pool.query<{ days_late: number }>('select days_late from dossier where id = $1', [id])).rows[0]
  t.equal(row?.days_late, now.daysLate)
  t.ok((await receive()).code)
  t.same(live.conformance.faults, [])
})
