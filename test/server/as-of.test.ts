/** As of: for 1,000 random journals the report as of an instant is the report that was made at it, whatever was recorded since. */
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import type { AdvanceDossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { statisticsOf, usualKinds } from '../../server/reports/statistics.ts'
import { officialTable } from '../../server/reports/tables.ts'
import { RulesCache } from '../../server/rules.ts'
import { openPool } from '../../storage/pool.ts'
import { dueDateOf, formatInstant, parseInstant, workingDayAfter } from '../../workflows/calendar/index.ts'
import { makeAgency } from '../support/agency.ts'
import { begin, keepAll, move, seedRules, service, type Course } from '../support/figures.ts'
import { changed } from '../support/procedures.ts'
import { withDatabase } from '../support/postgres.ts'

t.setTimeout(300_000)
const zone = 'Asia/Ho_Chi_Minh'
const plain = service('X', 'F', { onResume: 'reset' })
/** A step with a limit of its own, that people take up and put down. */
const definition = changed(plain, (state) => { Object.assign(state('check'), { meta: { ...state('check').meta, limit: { unit: 'workingDay', amount: 2 } }, on: { ...state('check').on, CLAIM: { actions: 'claim' } } }) })
const rules = seedRules(definition)
const { orm, url } = await withDatabase(t)
// One connection: whoever reads figures must not wait for a second while the first is in hand.
const pool = openPool({ url, poolSize: 1, onError: (error) => { throw error } })
t.teardown(() => pool.end())

const journals = 1_000
const instants = 3
const firstMs = parseInstant('2023-01-02T08:00', zone)
const dayMs = 86_400_000

interface Plan { readonly atMinutes: number; readonly online: boolean; readonly events: readonly { readonly pick: number; readonly hours: number }[] }
const plan: Arbitrary<Plan> = fc.record({
  atMinutes: fc.nat(120 * 24 * 60), online: fc.boolean(),
  events: fc.array(fc.record({ pick: fc.nat(99), hours: fc.integer({ min: 1, max: 150 }) }), { maxLength: 7 }),
})

/** An event that the dossier allows now, papers and a signature more often than an end without a result. */
const eventFor = ({ dossier }: Course, pick: number): AdvanceDossier => {
  if (dossier.status === 5) return { type: pick < 85 ? 'SUPPLEMENT_RECEIVED' : 'WITHDRAW' }
  if (dossier.status === 9) return { type: 'RESULT_DELIVERED' }
  if (pick >= 85) return { type: 'CLAIM' }
  if (pick < 20 && dossier.clock.dueAtMs !== null) return { type: 'APOLOGY_ISSUED', newDueOn: workingDayAfter(rules.calendar, dueDateOf(rules.calendar, dossier.clock.dueAtMs), 4) }
  return { type: pick < 55 ? 'REQUEST_SUPPLEMENT' : pick < 63 ? 'WITHDRAW' : 'RESULT_SIGNED' }
}

/** The states of one dossier after each of its events; what is refused does not happen. */
const statesOf = ({ atMinutes, online, events }: Plan, reception: { tenantId: string; unitId: string; code: string }): Course[] => {
  let [course, atMs] = [begin(rules, { ...reception, channel: online ? 'online' : 'direct' }, firstMs + atMinutes * 60_000), firstMs + atMinutes * 60_000]
  const states = [course]
  for (const { pick, hours } of events) {
    if (course.dossier.done) break
    atMs += hours * 3_600_000
    try {
      course = move(course, eventFor(course, pick), atMs)
      states.push(course)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
  }
  return states
}

t.test('a report as of t is the report made at t', async (t) => {
  const plans = fc.sample(plan, journals)
  const agency = async (code: string) => {
    const { tenantId, units } = await makeAgency(orm, { code, people: [], procedures: [definition], passwordHash: null })
    return { tenantId, unitId: units.D1 }
  }
  const drive = (at: { tenantId: string; unitId: string }): Course[][] => plans.map((one, index) => statesOf(one, { ...at, code: `H99.01-230102-${String(index).padStart(5, '0')}` }))
  const whole = await agency('H40')
  await keepAll(pool, drive(whole).map((states) => states.at(-1)!))
  const seen = { resolved: 0, paused: 0, overdue: 0, overLimit: 0, openOver: 0, people: 0 }
  const told = (nowMs: number) => ({ pool, orm, rules: new RulesCache(orm), clock: { nowMs: () => nowMs } })
  const later = told(firstMs + 900 * dayMs)
  for (const [index, days] of fc.sample(fc.integer({ min: 10, max: 150 }), instants).entries()) {
    const atMs = firstMs + days * dayMs + 7_000_123
    const then = await agency(`H5${index}`)
    const known = drive(then).flatMap((states) => states.findLast(({ dossier }) => dossier.lastEventAtMs <= atMs) ?? [])
    await keepAll(pool, known)
    for (const [from, to] of [['2023-01-01', '2023-12-31'], ['2023-02-01', '2023-02-28'], ['2023-03-06', '2023-05-12']] as const) {
      const request = { from, to, by: ['month', 'channel'] as const, kinds: usualKinds, grouping: { ended: 'resolved', paused: 'inProgress' } as const }
      const made = await statisticsOf({ pool, clock: { nowMs: () => atMs } }, { tenantId: then.tenantId, zone, reader: null }, { ...request, asOf: null })
      const asOf = await statisticsOf({ pool, clock: { nowMs: () => firstMs + 900 * dayMs } }, { tenantId: whole.tenantId, zone, reader: null }, { ...request, asOf: formatInstant(atMs, zone) })
      t.strictSame(asOf.rows, made.rows, `${from} to ${to} at ${formatInstant(atMs, zone)}`)
      for (const form of ['steps', 'people', 'causes'] as const) {
        const work = { ...request, form, by: null }
        const atOnce = await officialTable(told(atMs), { tenantId: then.tenantId, zone, reader: null }, { ...work, asOf: null })
        const now = await officialTable(later, { tenantId: whole.tenantId, zone, reader: null }, { ...work, asOf: formatInstant(atMs, zone) })
        t.strictSame(now, atOnce, `${form}, ${from} to ${to} at ${formatInstant(atMs, zone)}`)
        if (form === 'steps') { seen.overLimit += atOnce.totals[2] ?? 0; seen.openOver += atOnce.totals[6] ?? 0 }
        if (form === 'people') seen.people += atOnce.rows.filter(({ key }) => key.person !== null).length
      }
      seen.resolved += made.totals.resolved.total
      seen.paused += made.totals.ofWhich.paused
      seen.overdue += made.totals.inProgress.overdue
    }
  }
  t.ok(Math.min(...Object.values(seen)) > 0, JSON.stringify(seen))
})
