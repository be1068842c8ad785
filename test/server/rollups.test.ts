/** The rollup: whatever dossiers do and however far it is folded, it answers what is counted dossier by dossier and from the journals alone. */
import { isDeepStrictEqual } from 'node:util'
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import type { CalendarDay } from '../../schemas/calendar.ts'
import type { AdvanceDossier, ChainedEntry, JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { cuts, statisticsKinds, type Counts, type Grouping } from '../../schemas/statistics.ts'
import { checkedCourses } from '../../server/jobs/check-courses.ts'
import { foldAll } from '../../server/jobs/fold-rollup.ts'
import { coursesOf, readCourses, rulesByEntry } from '../../server/jobs/read-courses.ts'
import { RulesCache } from '../../server/rules.ts'
import { erasePersonal, type Reader } from '../../storage/dossiers.ts'
import { saveDecision } from '../../storage/decisions.ts'
import { inTransaction, openPool, type Executor } from '../../storage/pool.ts'
import { countRolledSupplements, countRolledUp, countRollupDifferences, foldRollup } from '../../storage/rollup.ts'
import { countDossiers, countSupplements, type CountedRow } from '../../storage/statistics.ts'
import { countStays } from '../../storage/work-figures.ts'
import { addDays, dueDateOf, parseInstant, prepare, startOfDateMs, withDays, workingDayAfter } from '../../workflows/calendar/index.ts'
import { decideErasure } from '../../workflows/dossier/erase.ts'
import { decideRecount } from '../../workflows/dossier/under-calendar.ts'
import { add, countsOf, noCounts, standingOf } from '../../workflows/statistics/counts.ts'
import { fold, type Told } from '../../workflows/statistics/fold.ts'
import { halvesOf } from '../../workflows/statistics/halves.ts'
import { addWork, foldWork, noWork } from '../../workflows/statistics/work.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { makeAgency, personNamed } from '../support/agency.ts'
import { begin, keepAll, move, seedRules, service, type Course } from '../support/figures.ts'
import { withDatabase } from '../support/postgres.ts'

t.setTimeout(300_000)
const zone = 'Asia/Ho_Chi_Minh'
const dayMs = 86_400_000
const firstMs = parseInstant('2023-01-02T08:00', zone)
const definitions = [
  service('A', 'F1', { onResume: 'reset' }), service('A', 'F1', { onResume: 'reset', revision: 2, validFrom: '2023-01-01', limit: { unit: 'workingDay', amount: 9 } }),
  service('B', 'F2', { onlineLevel: 'full', limit: { unit: 'workingHour', amount: 20 } }), service('C', 'F2', { kind: 'internal', limit: { unit: 'calendarDay', amount: 30 } }),
]
const rulesOf = definitions.map(seedRules)
const { orm, url } = await withDatabase(t)
const pool = openPool({ url, poolSize: 6, onError: () => undefined })
t.teardown(() => pool.end())
const people = [{ userName: 'one', holds: [{ role: 'specialist', unit: 'D1' }] }, { userName: 'all', holds: [{ role: 'agencyLeader', unit: 'ROOT' }] }] as const
const agency = await makeAgency(orm, { code: 'H41', people, procedures: definitions, passwordHash: null })
const { tenantId, units } = agency

interface Plan { readonly atMinutes: number; readonly procedure: number; readonly unit: number; readonly channel: number; readonly past: number; readonly events: readonly { readonly pick: number; readonly hours: number; readonly moves: number }[] }
const plan: Arbitrary<Plan> = fc.record({
  atMinutes: fc.nat(110 * 24 * 60), procedure: fc.constantFrom(0, 0, 0, 2, 2, 3), unit: fc.nat(2), channel: fc.nat(2), past: fc.nat(6),
  events: fc.array(fc.record({ pick: fc.nat(99), hours: fc.oneof(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 200, max: 900 })), moves: fc.nat(19) }), { maxLength: 7 }),
})

const eventFor = ({ rules, dossier }: Course, pick: number): AdvanceDossier => {
  if (dossier.status === 5) return { type: pick < 85 ? 'SUPPLEMENT_RECEIVED' : 'WITHDRAW' }
  if (dossier.status === 9) return { type: 'RESULT_DELIVERED' }
  if (pick < 20 && dossier.clock.dueAtMs !== null) return { type: 'APOLOGY_ISSUED', newDueOn: workingDayAfter(rules.calendar, dueDateOf(rules.calendar, dossier.clock.dueAtMs), 4) }
  return { type: pick < 55 ? 'REQUEST_SUPPLEMENT' : pick < 63 ? 'WITHDRAW' : 'RESULT_SIGNED' }
}

/** Another unit, or the next revision, from an event on: what happens to running dossiers when units merge and procedures are migrated. */
const carried = (course: Course, moves: number): Course => {
  if (moves === 0) return { ...course, dossier: { ...course.dossier, responsibleUnitId: units.D2 } }
  const [first, next] = rulesOf
  if (moves !== 1 || course.rules.compiled !== first?.compiled || next === undefined) return course
  return { ...course, rules: { ...course.rules, compiled: next.compiled }, dossier: { ...course.dossier, procedureHash: hashOf(next.compiled.definition) } }
}

/** The calendar as it is published again and again: without the Wednesdays, which moves nearly every due date, and with them, which moves it back. */
const usual = rulesOf[0]!.calendar.calendar
const wednesdays = Array.from({ length: 60 }, (_, week): CalendarDay => ({ on: addDays('2023-01-04', week * 7), kind: 'LOCAL_OFF', decision: 'QĐ 1', knownOn: '2023-01-01' }))
  .filter(({ on }) => usual.days.every((day) => day.on !== on))
const published = [2, 3, 4].map((version) => prepare(withDays({ ...usual, version }, version % 2 === 1 ? [] : wednesdays)))

/** The dossier under the next calendar, as the job puts it to those that are open. */
const recounted = (course: Course, atMs: number): Course => {
  const calendar = published.find(({ calendar: { version } }) => version > course.dossier.calendarVersion)
  if (calendar === undefined) return course
  const rules = { ...course.rules, calendar }
  const { dossier, decision } = decideRecount(rules, course.dossier, { publisherId: null, nowMs: atMs })
  return { rules, dossier, entries: [...course.entries, ...decision?.entries ?? []] }
}
/** Its applicant erased: an entry, after which it stands as it did. */
const erased = (course: Course, atMs: number): Course => {
  const { dossier, entries } = decideErasure(course.dossier, { number: '2/QĐ', on: '2023-01-04', nowMs: atMs, nonce: `erased-${course.dossier.version}` })
  return { ...course, dossier, entries: [...course.entries, ...entries] }
}

const lastsAt = parseInstant('2023-12-20T08:00', zone)
const statesOf = ({ atMinutes, procedure, unit, channel, events }: Plan, index: number): Course[] => {
  let atMs = firstMs + atMinutes * 60_000
  const reception = { tenantId, unitId: [units.DESK, units.D1, units.D2][unit] ?? units.D1, code: `H41-${index}`, channel: (['direct', 'online', 'postal'] as const)[channel] ?? 'direct' }
  const states = [begin(rulesOf[procedure]!, reception, atMs)]
  for (const { pick, hours, moves } of events) {
    atMs += hours * 3_600_000
    const course = states.at(-1)!
    if (atMs > lastsAt) break
    if (moves === 2) states.push(erased(course, atMs))
    else if (course.dossier.done) continue
    else if (moves === 3 || moves === 4) states.push(recounted(course, atMs))
    else states.push(...moved(carried(course, moves), pick, atMs))
  }
  return states.filter(({ entries }, at) => at === 0 || entries.length > states[at - 1]!.entries.length)
}

/** After an event; nothing where the rules refuse it. */
const moved = (course: Course, pick: number, atMs: number): Course[] => {
  try {
    return [move(course, eventFor(course, pick), atMs)]
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return []
  }
}

const eventsOf = ({ entries }: Course): string[] => entries.map(({ entry }) => entry.event)
const plans = fc.sample(plan, 260)
const lives = plans.map(statesOf)
const saved = async (db: Executor, before: Course, after: Course): Promise<void> => {
  const { dossier, entries } = after
  await saveDecision(db, { dossier, entries: entries.slice(before.entries.length), personal: [], effects: [] }, { expected: before.dossier.version, nextReminderAtMs: null, recordedAtMs: 0, idempotency: null, announce: false })
  if (eventsOf(after).at(-1) === 'PERSONAL_ERASED') await erasePersonal(db, { tenantId, dossierId: dossier.id, nowMs: 0, ground: '1/QĐ' })
}

/** Some are apologised for on paper, which is recorded at the end, on a day of their course or after it. */
const letterOf = (index: number): { readonly on: string; readonly recordedAt: string } | null =>
  (index % 5 === 0 ? { on: addDays('2023-02-01', index % 290), recordedAt: '2023-12-19T00:00:00Z' } : null)

/** The published calendars are those of the agency, too. */
const rules = new RulesCache(orm)
for (const { calendar } of published) rules.keepCalendar(tenantId, calendar)
const reading = { pool, rules }
const onFault = (error: unknown): void => { throw error }

/** Some come with a past, the rest is kept event by event as the service does; what is folded and what is read meanwhile is left to chance. */
const keepLives = async (): Promise<void> => {
  const begun = lives.map((states, index) => Math.min(plans[index]?.past ?? 0, states.length - 1))
  await keepAll(pool, lives.map((states, index) => states[begun[index] ?? 0]!))
  for (const [index, states] of lives.entries()) {
    for (let at = (begun[index] ?? 0) + 1; at < states.length; at += 1) {
      await saved(pool, states[at - 1]!, states[at]!)
      if ((index + at) % 5 === 0) await readCourses(reading, { tenantId, most: 40, onFault })
    }
    const letter = letterOf(index)
    if (letter !== null) {
      await pool.query('insert into apology_letter (tenant_id, id, dossier_id, number, made_on, recorded_at, recorded_by) values ($1, $2, $2, $3, $4, $5, $6)',
        [tenantId, states[0]!.dossier.id, `${index}/TXL`, letter.on, letter.recordedAt, personNamed(agency, 'one').accountId])
    }
    if (index % 9 === 0) await foldRollup(pool, 1 + index % 40)
  }
}
await keepLives()

const boundary = fc.record({ month: fc.integer({ min: 0, max: 14 }), half: fc.boolean() }).map(({ month, half }) =>
  `${2022 + Math.floor((month + 11) / 12)}-${String((month + 11) % 12 + 1).padStart(2, '0')}-${half ? '15' : '01'}`)
const question = fc.record({
  a: boundary, b: boundary, open: fc.boolean(), day: fc.integer({ min: 0, max: 40 }), minute: fc.nat(1439), by: fc.subarray([...cuts].filter((cut) => cut !== 'department')),
  kinds: fc.subarray([...statisticsKinds], { minLength: 1 }), as: fc.constantFrom(null, null, 'one' as const, 'most' as const, 'all' as const),
})
const unitsOf = { one: [units.D1], most: Object.values(units).filter((id) => id !== units.D2), all: Object.values(units) }
const readerOf = (as: keyof typeof unitsOf | null): Reader | null => (as === null ? null : {
  tenantId, accountId: personNamed(agency, as === 'all' ? 'all' : 'one').accountId, zone, today: '2024-01-01', units: unitsOf[as],
  roles: [{ role: as === 'all' ? 'agencyLeader' : 'specialist', unitId: units.D1, onBehalfOf: null }],
})
const grouping: Grouping = { ended: 'resolved', paused: 'inProgress' }
const totalsOf = (rows: readonly CountedRow[]): Counts => rows.reduce((sum, { standings }) =>
  Object.entries(standings).reduce((all, [word, many]) => add(all, countsOf(standingOf(word), grouping, many)), sum), noCounts)

const journalsOf = (kinds: readonly string[]): Told[] => lives.map((states, index) => ({ ...states.at(-1)!, letter: letterOf(index) })).filter(({ rules }) => kinds.includes(rules.compiled.definition.kind))
  .map(({ rules, dossier, entries, letter }) => ({ letters: letter === null ? [] : [letter], channel: dossier.channel, onlineLevel: rules.compiled.definition.onlineLevel ?? null, entries: entries.map(({ entry }: ChainedEntry): JournalEntry => entry) }))

/** Holds the rollup against both other counts for random periods; answers how many questions it took up, and how many dossiers these counted. */
const compare = async (t: Test, runs: number): Promise<{ asked: number; counted: number }> => {
  const seen = { asked: 0, counted: 0 }
  await fc.assert(fc.asyncProperty(question, async ({ a, b, open, day, minute, by, kinds, as }) => {
    const [from, next] = a < b ? [a, b] : [b, a]
    const nowMs = lastsAt + day * dayMs + minute * 60_000
    const fromMs = startOfDateMs(from, zone)
    const endMs = open || a === b ? nowMs + dayMs : startOfDateMs(next, zone)
    const halves = halvesOf({ fromMs, endMs, atMs: nowMs, zone, byMonth: by.includes('month') })
    if (halves === null) throw new Error(`${from} to ${next} is not made of half-months`)
    const asked = { fromMs, endMs, knownAtMs: null, nowMs, zone, kinds, by, halves }
    const reader = readerOf(as)
    const [rolled, exact] = [await countRolledUp(pool, tenantId, reader, asked), await countDossiers(pool, tenantId, reader, asked)]
    if (!isDeepStrictEqual(rolled, exact)) t.strictSame(rolled, exact, `${from} to ${next} by ${by.join()} as ${String(as)} at ${new Date(nowMs).toISOString()}`)
    const totals = totalsOf(rolled ?? [])
    if (reader === null) t.strictSame(totals, fold(journalsOf(kinds), { fromMs, endMs, knownAtMs: nowMs, zone }, grouping))
    t.strictSame(await countRolledSupplements(pool, tenantId, reader, asked), await countSupplements(pool, tenantId, reader, asked))
    seen.asked += 1
    seen.counted += totals.received.total
  }), { numRuns: runs })
  return seen
}
type Test = Pick<typeof t, 'strictSame'>

const deltas = async (): Promise<number> => (await pool.query<{ n: number }>('select count(*)::integer as n from dossier_delta')).rows[0]!.n

t.test('partly folded, it answers what the dossiers and the journals say', async (t) => {
  for (const event of ['CALENDAR_CHANGED', 'PERSONAL_ERASED']) t.ok(lives.some((states) => eventsOf(states.at(-1)!).includes(event)), `some have ${event} in their course`)
  t.ok(await deltas() > 100, `${await deltas()} deltas wait`)
  t.equal(await countRollupDifferences(pool, tenantId), 0)
  const seen = await compare(t, 60)
  t.ok(seen.asked > 30 && seen.counted > 1_000, JSON.stringify(seen))
})

t.test('a fold that is killed has done nothing, and the next one does it once', async (t) => {
  const before = await deltas()
  const victim = await pool.connect()
  await victim.query('begin')
  const { rows: [own] } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid')
  t.ok(await foldRollup(victim, 50) > 0)
  const seen = await compare(t, 6)
  t.ok(seen.asked > 0, 'asked in the middle of a fold')
  await pool.query('select pg_terminate_backend($1)', [own?.pid])
  await t.rejects(victim.query('commit'))
  victim.release(true)
  t.equal(await deltas(), before)
  t.equal(await countRollupDifferences(pool, tenantId), 0)
})

t.test('folds at the same time take each delta once', async (t) => {
  while (await deltas() > 0) await Promise.all([1, 2, 3].map(() => foldRollup(pool, 60)))
  t.equal(await countRollupDifferences(pool, tenantId), 0)
  t.equal((await pool.query('select from dossier_rollup where number <= 0 union all select from dossier_span where number <= 0')).rowCount, 0, 'no empty cell is kept')
  const seen = await compare(t, 60)
  t.ok(seen.asked > 30, JSON.stringify(seen))
})

t.test('counted anew it is the same again, and a wrong cell is found', async (t) => {
  await pool.query('select count_anew($1)', [tenantId])
  t.equal(await countRollupDifferences(pool, tenantId), 0)
  t.ok(await foldAll(pool) > 200)
  t.equal(await countRollupDifferences(pool, tenantId), 0)
  await inTransaction(pool, async (client) => {
    const differences = async (): Promise<number> => (await client.query<{ n: number }>('select count_rollup_differences($1)::integer as n', [tenantId])).rows[0]!.n
    await client.query('update dossier_span set number = number + 1 where ctid = (select ctid from dossier_span where tenant_id = $1 and length = 24 limit 1)', [tenantId])
    t.equal(await differences(), 1, 'a year that its half-months do not sum to')
    await client.query('update dossier_rollup set number = number + 1 where key = (select key from dossier_rollup where tenant_id = $1 limit 1)', [tenantId])
    t.ok(await differences() >= 5, 'the cell, and each sum of it')
    throw new Error('put it back')
  }).catch(() => undefined)
})

t.test('work, conformance and causes are what journals tell, also of dossiers that were erased, put under another calendar or revision, or moved to another unit', async (t) => {
  await readCourses(reading, { tenantId, most: Infinity, onFault })
  t.strictSame(await checkedCourses(reading, tenantId), { dossiers: lives.length, differing: 0, ids: [] }, 'read bit by bit it is as read at once')
  const told = lives.map((states) => states.at(-1)!)
  const rulesFor = await rulesByEntry(reading, tenantId, told.flatMap(({ entries }) => entries.map(({ entry }) => entry)))
  for (const kinds of [['tthc', 'log'], ['internal']] as const) for (const [from, to] of [['2023-01-01', '2024-01-01'], ['2023-03-15', '2023-04-15']] as const) {
    const period = { fromMs: startOfDateMs(from, zone), endMs: startOfDateMs(to, zone), zone }
    const asked = { ...period, knownAtMs: null, nowMs: lastsAt, kinds, by: 'step' as const, only: { procedure: null, units: null }, today: '2023-12-20', overseers: [] }
    const { rows } = await countStays(pool, tenantId, null, asked)
    const counted = rows.reduce((sum, one) => addWork(sum, one), noWork)
    const worked = told.filter(({ rules: { compiled } }) => kinds.some((kind) => kind === compiled.definition.kind))
    const folded = foldWork(worked.map(({ rules: { compiled }, entries }) => ({ procedure: compiled.definition.code, entries: entries.map(({ entry }) => entry) })), { ...period, knownAtMs: lastsAt }, rulesFor)
    t.strictSame(counted, folded.reduce((sum, { counts }) => addWork(sum, counts), noWork), `${kinds.join()} from ${from} to ${to}`)
    t.ok(counted.done + counted.open > 0)
  }
  const gone = told.flatMap(({ dossier, entries }) => {
    const first = entries.findIndex(({ entry }) => entry.procedure === dossier.procedureHash)
    return first > 0 ? [{ dossier, kind: 'tthc' as const, readTo: first }] : []
  })
  t.ok(gone.length > 0, `${gone.length} went over to another revision`)
  t.strictSame(await coursesOf(reading, tenantId, gone, onFault), await coursesOf(reading, tenantId, gone.map((one) => ({ ...one, readTo: 0 })), onFault), 'all that is kept of them is told again: the revision may be of another kind')
})

t.test('what is recorded later than the question may know is left to the journals', async (t) => {
  const nowMs = lastsAt
  const asked = { fromMs: startOfDateMs('2023-02-01', zone), endMs: startOfDateMs('2023-05-01', zone), knownAtMs: startOfDateMs('2023-04-01', zone), nowMs, zone, kinds: statisticsKinds, by: [], halves: { first: 0, end: 0, spans: [], before: { length: 24, end: 0, spans: [] } } }
  t.equal(await countRolledUp(pool, tenantId, null, asked), null)
})
