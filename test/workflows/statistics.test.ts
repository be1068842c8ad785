/** How figures are rounded, which days a reporting period has, and how a dossier counts: the vectors of the real reports. */
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import { DomainError } from '../../schemas/errors.ts'
import type { JournalEntry } from '../../schemas/dossier.ts'
import { addDays, parseInstant, startOfDateMs } from '../../workflows/calendar/index.ts'
import { add, brokenIdentities, countsOf, noCounts, standings, type Standing } from '../../workflows/statistics/counts.ts'
import { fold } from '../../workflows/statistics/fold.ts'
import { halvesOf, type Span } from '../../workflows/statistics/halves.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import { percent, score, sharesOf } from '../../workflows/statistics/shares.ts'

t.test('shares are rounded half-up to two decimals with a comma, where a ward had printed 0,36', async (t) => {
  t.same([percent(627, 820), percent(190, 820), percent(3, 820)], ['76,46', '23,17', '0,37'])
  t.equal(percent(23_841, 25_430), '93,75')
  t.same([2015, 1792, 430].map((part) => percent(part, 4237)), ['47,56', '42,29', '10,15'])
  t.same([99, 134, 88, 865, 166, 63, 44].map((part) => percent(part, 1459)), ['6,79', '9,18', '6,03', '59,29', '11,38', '4,32', '3,02'], 'they sum to 100,01 and are left so')
  t.same([percent(1, 3), percent(1, 8), percent(1, 200), percent(0, 7), percent(7, 7)], ['33,33', '12,50', '0,50', '0,00', '100,00'])
})

t.test('nothing divided by nothing is unknown, not zero', async (t) => {
  t.same([percent(0, 0), score(0, 0)], ['–', '–'])
  t.same(sharesOf(noCounts), { early: '–', onTime: '–', late: '–', notLate: '–' })
  for (const [part, whole] of [[-1, 2], [0.5, 1], [1, Number.NaN], [2 ** 53, 1]] as const) t.throws(() => percent(part, whole), RangeError)
})

t.test('a score of the circular has one decimal', async (t) => {
  t.equal(score(15, 10), '1,5')
  t.same([score(1, 20), score(1, 21), score(7100, 1700)], ['0,1', '0,0', '4,2'])
})

t.test('a share is never further from the truth than half of its last place, a half going up', () => {
  fc.assert(fc.property(fc.nat(1_000_000_000), fc.integer({ min: 1, max: 1_000_000_000 }), (a, b) => {
    const [part, whole] = [Math.min(a, b), b]
    const printed = BigInt(percent(part, whole).replace(',', ''))
    // printed/100 % against part/whole: -1/2 < printed*whole - part*10000 <= 1/2 of whole, in whole numbers
    const off = 2n * (printed * BigInt(whole) - BigInt(part) * 10_000n)
    return off > -BigInt(whole) && off <= BigInt(whole)
  }), { numRuns: 2_000 })
  return Promise.resolve()
})

t.test('figures are closed on the 14th: a month, a quarter, half a year, a year', async (t) => {
  t.same(reportingPeriod('2026-01'), { from: '2025-12-15', to: '2026-01-14' })
  t.same(reportingPeriod('2026-03'), { from: '2026-02-15', to: '2026-03-14' })
  t.same(reportingPeriod('2026-Q2'), { from: '2026-03-15', to: '2026-06-14' })
  t.same(reportingPeriod('2026-H2'), { from: '2026-06-15', to: '2026-12-14' })
  t.same(reportingPeriod('2026'), { from: '2025-12-15', to: '2026-12-14' })
  for (const wrong of ['2026-13', '2026-Q5', '2026-H0', '26', '2026-1', ' 2026', '2026\n']) t.throws(() => reportingPeriod(wrong), DomainError, wrong)
})

const zone = 'Asia/Ho_Chi_Minh'
const apart = { ended: 'apart', paused: 'apart' } as const
const usual = { ended: 'resolved', paused: 'inProgress' } as const

/** An entry of a journal with what the figures read; the rest of it plays no part. */
const entry = (at: string, event: string, rest: Partial<JournalEntry> & { dueAt?: string | null }): JournalEntry => {
  const { dueAt = null, ...given } = rest
  return {
    v: 1, tenant: 'x', dossier: 'x', seq: 1, prev: '0', at: `${at}+07:00`, recordedAt: `${at}+07:00`, event, step: null,
    actor: { account: null, onBehalfOf: null, role: null, unit: null }, status: 4, steps: [{ step: 'a', unit: 'u', holder: null }],
    clock: { mode: 'runs', dueAt: dueAt === null ? null : `${dueAt}+07:00`, consumed: 0, budget: 15, unit: 'workingDay' }, procedure: '0', calendar: 'vn@1', ...given,
  }
}
const during = (from: string, end: string, known = end) =>
  ({ fromMs: parseInstant(`${from}T00:00`, zone), endMs: parseInstant(`${end}T00:00`, zone), knownAtMs: parseInstant(`${known}T00:00`, zone), zone })

t.test('a dossier of December that is late in January is in progress in one year, and late in the next', async (t) => {
  // The receipt 000.00.07.H19-201222-0001 of the audit of 2021: received on 22/12/2020 with 15 working days, due on 13/01/2021.
  const entries = [
    entry('2020-12-22T09:00', 'ACCEPT', { status: 2, dueAt: '2021-01-13T17:00' }),
    entry('2021-01-14T09:00', 'RESULT_SIGNED', { status: 9, dueAt: '2021-01-13T17:00', timeliness: 'late' }),
    entry('2021-01-15T09:00', 'RESULT_DELIVERED', { status: 10, dueAt: '2021-01-13T17:00', steps: [] }),
  ]
  const before = fold([{ channel: 'direct', onlineLevel: null, entries }], during('2020-01-01', '2021-01-01'), usual)
  t.match(before, { received: { total: 1, directOrPostal: 1, carriedOver: 0 }, resolved: { total: 0 }, inProgress: { total: 1, within: 1, overdue: 0 } })
  const after = fold([{ channel: 'direct', onlineLevel: null, entries }], during('2021-01-01', '2022-01-01'), usual)
  t.match(after, { received: { total: 1, directOrPostal: 0, carriedOver: 1 }, resolved: { total: 1, late: 1 }, inProgress: { total: 0 } })
  t.equal(fold([{ channel: 'direct', onlineLevel: null, entries }], during('2022-01-01', '2023-01-01'), usual).received.total, 0, 'and in no later one')
  t.match(fold([{ channel: 'direct', onlineLevel: null, entries }], during('2021-01-01', '2022-01-01', '2021-01-14'), usual), { inProgress: { total: 1, overdue: 1 } }, 'as of the morning after it was due')
})

t.test('a withdrawn dossier counts as resolved in time, or apart, as the form says', async (t) => {
  const entries = [entry('2026-03-02T09:00', 'ACCEPT', { status: 2, dueAt: '2026-03-05T17:00' }), entry('2026-03-05T18:00', 'WITHDRAW', { status: 7, dueAt: '2026-03-05T17:00', steps: [] })]
  const told = [{ channel: 'online' as const, onlineLevel: null, entries }]
  t.match(fold(told, during('2026-03-01', '2026-04-01'), usual), { resolved: { total: 1, onTime: 1 }, apart: { ended: 0 }, ofWhich: { withdrawn: 1 } }, 'on the due day, though after the hour')
  t.match(fold(told, during('2026-03-01', '2026-04-01'), apart), { resolved: { total: 0 }, apart: { ended: 1 }, ofWhich: { withdrawn: 1 } })
})

const standing: Arbitrary<Standing> = fc.constantFrom(...standings.values())
t.test('whatever is counted, the identities of the form hold', async () => {
  fc.assert(fc.property(fc.array(standing, { maxLength: 40 }), fc.constantFrom(usual, apart, { ended: 'apart', paused: 'inProgress' } as const), (all, grouping) =>
    brokenIdentities(all.map((one) => countsOf(one, grouping)).reduce(add, noCounts)).length === 0))
})

t.test('a table whose parts do not sum is told of', async (t) => {
  const wrong = { ...noCounts, received: { total: 875, online: 472, directOrPostal: 0, carriedOver: 0 }, resolved: { total: 820, early: 627, onTime: 190, late: 3 }, inProgress: { total: 55, within: 0, overdue: 0 } }
  t.same(brokenIdentities(wrong), ['(3)=(4)+(5)+(6)', '(11)=(12)+(13)'])
})

t.test('a period is made of few spans of half-months, which follow each other without a gap', async (t) => {
  const zone = 'Asia/Ho_Chi_Minh'
  const spansIn = (from: string, to: string, { asOf = '2099-01-01', byMonth = false } = {}) =>
    halvesOf({ fromMs: startOfDateMs(from, zone), endMs: startOfDateMs(addDays(to, 1), zone), atMs: startOfDateMs(asOf, zone), zone, byMonth })
  const named = (name: string) => { const { from, to } = reportingPeriod(name); return spansIn(from, to)?.spans.map(({ length }) => length) }
  t.same(['2026-03', '2026-Q1', '2026-H2', '2026'].map(named), [[2], [6], [12], [24]], 'each preset is one')
  t.same([spansIn('2026-01-01', '2026-12-31'), spansIn('2026-04-01', '2026-06-30')].map((one) => one?.spans.length), [1, 1], 'and so is each year and quarter from the 1st')
  t.same(spansIn('2026-01-01', '2026-08-19', { asOf: '2026-08-19' }), { first: 48_624, end: null, spans: [{ length: 24, first: 48_624 }], before: { length: 24, end: 48_624, spans: [] } }, 'a year so far is the year')
  t.equal(spansIn('2026-01-02', '2026-03-31'), null)
  fc.assert(fc.property(fc.nat(60), fc.integer({ min: 1, max: 130 }), fc.boolean(), (start, many, byMonth) => {
    const dayOf = (half: number): string => `${2020 + Math.floor(half / 24)}-${String(Math.floor(half % 24 / 2) + 1).padStart(2, '0')}-${half % 2 === 0 ? '01' : '15'}`
    const found = spansIn(dayOf(start), addDays(dayOf(start + many), -1), { byMonth })
    const behind = (spans: readonly Span[], from: number): number => spans.reduce((next, { length, first }) => (first === next ? next + length : Number.NaN), from)
    if (found === null) return t.fail('no period')
    const { first, end, spans, before } = found
    t.same([behind(spans, first), behind(before.spans, before.end), before.end % before.length], [end, first, 0], 'and the time before it: whole years, or months, and what follows them')
    const most = byMonth ? many : 5 * 2 + many / 24
    if (spans.length > most || before.spans.length > 5) t.fail(`${dayOf(start)}, ${many} half-months: ${spans.length} spans, ${before.spans.length} before it`)
  }), { numRuns: 200 })
})
