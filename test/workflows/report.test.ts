/** Errors that real reports were sent with (docs/reports.md): each is flagged, and a sound report is not. */
import fc from '../support/property.ts'
import t from 'tap'
import { factFigures, type Fact } from '../../schemas/fact.ts'
import type { ReportFacts } from '../../schemas/report.ts'
import type { Counts } from '../../schemas/statistics.ts'
import { surveyRow } from '../../workflows/quality/survey.ts'
import { reportFindings } from '../../workflows/report/check.ts'
import { ofTheYear, sumOf, within } from '../../workflows/report/facts.ts'
import { points, scoreTable } from '../../workflows/report/scores.ts'
import { schedulePaces } from '../../schemas/report-schedule.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { makeDay, nextPeriod, periodsDue } from '../../workflows/report/schedule.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import { noCounts } from '../../workflows/statistics/counts.ts'

let ids = 0
const fact = (body: Partial<Fact> & Pick<Fact, 'kind' | 'number' | 'on'>): Fact => ({
  id: String(ids += 1).padStart(6, '0'), version: 1, from: null, to: null, title: `Việc ${ids}`, issuer: null, figures: {}, withdrawn: false, reason: null, ...body,
})
/** The figures of a ward's half-year: 875 received, 820 resolved (627 early, 190 on time, 3 late), 55 in progress. */
const totals: Counts = {
  ...noCounts, received: { total: 875, online: 472, directOrPostal: 380, carriedOver: 23 }, resolved: { total: 820, early: 627, onTime: 190, late: 3 }, inProgress: { total: 55, within: 55, overdue: 0 },
  ofWhich: { ...noCounts.ofWhich, lateWithApology: 3 },
}
const sound: ReportFacts = {
  agency: 'UBND phường Mẫu', from: '2024-01-01', to: '2024-06-10', asOf: '2024-06-11T08:00:00+07:00', madeOn: '2024-06-11', totals,
  byField: [{ name: 'Hộ tịch', counts: totals }], byUnitApart: [{ name: 'Một cửa', counts: totals }], documents: [], nonconformities: [], audits: [], auditProgramme: null, lateRaised: 3, competence: { people: 0, toRead: 0, read: 0, complete: 0, newcomers: 0, newcomersComplete: 0, trained: 0 }, apologies: { total: 3, withApology: 3, withoutApology: 0, kept: 3, late: 0 }, satisfaction: surveyRow({ key: null, asked: 820, answers: 30, cells: [] }), complaints: { received: 0, feedback: 0, complaints: 0, passedOn: 0, refused: 0, answered: 0, answeredInTime: 0, justified: 0, open: 0, overdue: 0 }, reviews: [], inputs: null, daysOff: [], objectives: [],
  procedures: { tthc: 133, internal: 15, begun: 0, amended: 0, ended: 0 },
  facts: [
    fact({ kind: 'plan', number: '02/KH-UBND', on: '2024-01-02' }), fact({ kind: 'objectives', number: '01/QĐ-UBND', on: '2024-01-02' }),
    fact({ kind: 'training', number: '09/KH-UBND', on: '2024-02-01', figures: { classesHeld: 1, peopleTaught: 110, peopleSent: 3 } }),
  ],
}
const codes = (change: Partial<ReportFacts>): string[] => reportFindings({ ...sound, ...change }).map(({ code }) => code)
const plus = (...more: Fact[]): Partial<ReportFacts> => ({ facts: [...sound.facts, ...more] })

t.test('a sound report is not flagged', async (t) => t.same(codes({}), []))

t.test('figures that do not balance block the report, in any row', async (t) => {
  const broken = { ...totals, inProgress: { total: 54, within: 54, overdue: 0 } }
  t.same(reportFindings({ ...sound, totals: broken, byField: [{ name: 'Hộ tịch', counts: broken }] }).map(({ code, severity }) => `${severity} ${code}`), ['blocks identity-broken', 'blocks identity-broken'])
  t.same(codes({ byField: [] }), ['identity-broken'], 'rows that do not add up to the total')
})

t.test('a period that is not over is no half-year', async (t) => t.same(codes({ to: '2024-06-30' }), ['period-not-over']))

t.test('what the year must have and nobody entered is named', async (t) => t.same(codes({ facts: [] }), ['plan-missing', 'objectives-missing', 'training-none']))

t.test('a report that counts nothing is named, and one that can only claim satisfaction', async (t) => {
  t.same(codes({ totals: noCounts, byField: [], byUnitApart: [] }), ['dossiers-none'])
  t.same(reportFindings({ ...sound, satisfaction: surveyRow({ key: null, asked: 820, answers: 4, cells: [] }) }), [{ code: 'satisfaction-none', severity: 'warns', about: '4/820' }])
})

t.test('a higher number with an earlier date in one series is flagged', async (t) => {
  t.same(codes(plus(fact({ kind: 'decision', number: '721/QĐ-UBND', on: '2024-05-19' }), fact({ kind: 'decision', number: '395/QĐ-UBND', on: '2024-05-28' }))), ['number-order'])
  t.same(codes(plus(fact({ kind: 'decision', number: '721/QĐ-UBND', on: '2024-05-19', issuer: 'UBND tỉnh' }), fact({ kind: 'decision', number: '395/QĐ-UBND', on: '2024-05-28' }))), [], 'two issuers have two series')
})

t.test('twenty thousand documents are put in order at once, each that is out of it told once', async (t) => {
  const many = Array.from({ length: 20_000 }, (_, at) => fact({ kind: 'directive', number: `${at + 1}/UBND-VP`, on: addDays('2024-01-01', Math.floor(at / 200)) }))
  const early = fact({ kind: 'directive', number: '20001/UBND-VP', on: '2024-02-01' })
  t.same(reportFindings({ ...sound, ...plus(...many, early) }).map(({ code, about }) => `${code} ${about}`), ['number-order 20000/UBND-VP (09/04/2024), 20001/UBND-VP (01/02/2024)'])
})

t.test('own documents dated on a day off are flagged', async (t) => t.same(codes({ ...plus(fact({ kind: 'decision', number: '50/QĐ-UBND', on: '2024-06-09' })), daysOff: ['2024-06-09'] }), ['dated-on-day-off']))

t.test('documents are not counted twice, and their total is the sum of the types', async (t) => {
  const figures = { reports: 99, letters: 134, plans: 88, decisions: 865, submissions: 166, notices: 63, invitations: 44, others: 0 }
  const first = fact({ kind: 'issued', number: '30/BC-UBND', on: '2024-06-10', from: '2024-01-01', to: '2024-06-07', figures })
  t.equal(factFigures.issued.reduce((sum, name) => sum + (sumOf([first], name) ?? 0), 0), 1459)
  t.same(codes(plus(first, fact({ kind: 'issued', number: '31/BC-UBND', on: '2024-06-10', from: '2024-06-01', to: '2024-06-09', figures }))), ['issued-overlap'])
  t.same(codes(plus(first, fact({ kind: 'decision', number: '865/QĐ-UBND', on: '2024-05-20' }))), ['number-equals-count'], 'a number that is the count of decisions')
})

t.test('procedures that changed call for a new announcement', async (t) => {
  t.same(codes({ procedures: { ...sound.procedures, begun: 85, amended: 36, ended: 80 } }), ['republication-missing'])
  t.same(codes({ procedures: { ...sound.procedures, begun: 85 }, ...plus(fact({ kind: 'announcement', number: '721/QĐ-UBND', on: '2024-05-20' })) }), [])
})

t.test('late dossiers without a nonconformity or an apology are flagged', async (t) => {
  t.same(codes({ lateRaised: 0 }), ['late-without-nonconformity'])
  t.same(codes({ apologies: { total: 3, withApology: 3, withoutApology: 0, kept: 2, late: 1 } }), ['apology-after-t1'])
  t.same(codes({ totals: { ...totals, ofWhich: { ...totals.ofWhich, lateWithApology: 1 } } }), ['late-without-apology'])
})

t.test('a milestone has one date, and one that is due and not reached is flagged', async (t) => {
  const one = { kind: 'milestone', title: 'Chuyển đổi cấp xã', on: '2024-01-10', figures: { plannedPercent: 30, donePercent: 30 } } as const
  t.same(codes(plus(fact({ ...one, number: '3/KH-UBND', to: '2024-04-01' }), fact({ ...one, number: '4/KH-UBND', to: '2024-06-30' }))), ['milestone-dated-twice'])
  t.same(codes(plus(fact({ ...one, number: '3/KH-UBND', to: '2024-04-01', figures: { plannedPercent: 30, donePercent: 20 } }))), ['milestone-behind'])
})

/** The scores of seventeen communes as their district printed them, hundredths of a point. Source: seed 000, annex IB. */
const annexIB: readonly (readonly [unit: string, scores: readonly number[], total: number])[] = [
  ['Đơn vị 01', [25, 50, 75, 150, 50, 25], 375], ['Đơn vị 02', [50, 50, 75, 150, 50, 50], 425],
  ['Đơn vị 03', [50, 50, 75, 150, 50, 50], 425], ['Đơn vị 04', [50, 50, 100, 150, 50, 50], 450],
  ['Đơn vị 05', [50, 50, 50, 150, 50, 50], 400], ['Đơn vị 06', [50, 50, 75, 150, 50, 50], 425],
  ['Đơn vị 07', [50, 25, 50, 150, 50, 50], 375], ['Đơn vị 08', [50, 50, 50, 150, 50, 50], 400],
  ['Đơn vị 09', [50, 50, 75, 150, 50, 50], 425], ['Đơn vị 10', [50, 50, 75, 150, 50, 50], 425],
  ['Đơn vị 11', [50, 50, 100, 150, 50, 25], 425], ['Đơn vị 12', [50, 50, 100, 150, 50, 50], 450],
  ['Đơn vị 13', [50, 50, 100, 150, 50, 50], 450], ['Đơn vị 14', [50, 50, 75, 150, 50, 50], 425],
  ['Đơn vị 15', [50, 25, 75, 150, 50, 50], 400], ['Đơn vị 16', [50, 25, 75, 150, 50, 50], 400],
  ['Đơn vị 17', [50, 50, 75, 150, 50, 50], 425],
]
const card = fact({ kind: 'scorecard', number: '3396/QĐ-UBND', on: '2024-01-20', title: 'Bảng điểm cấp xã', figures: { criterion1: 50, criterion2: 50, criterion3: 100, criterion4: 150, criterion5: 100, criterion6: 50 } })
const scored = (unit: string, scores: readonly number[], number = card.number): Fact =>
  fact({ kind: 'score', number, on: card.on, title: unit, figures: Object.fromEntries(factFigures.score.map((name, at) => [name, scores[at] ?? 0])) })

t.test('the score table of seventeen communes: totals, sums, means and ranks', async (t) => {
  const table = scoreTable(card, annexIB.map(([unit, scores]) => scored(unit, scores)))
  t.same(table?.rows.map(({ unit, total }) => [unit, total]), annexIB.map(([unit, , total]) => [unit, total]))
  t.same(table?.sums.map(points), ['8,25', '7,75', '13,00', '25,50', '8,50', '8,00', '71,00'])
  t.same(table?.means.map(points), ['0,49', '0,46', '0,76', '1,50', '0,50', '0,47', '4,18'])
  t.same([1, 4, 12, 16].map((rank) => table?.rows.filter((row) => row.rank === rank).length), [3, 8, 4, 2])
  t.same(codes(plus(card, ...annexIB.map(([unit, scores]) => scored(unit, scores)))), [])
})

t.test('a score keeps to its scorecard, and a unit is written in one way', async (t) => {
  t.same(codes(plus(card, scored('xã Mẫu', [60, 0, 0, 0, 0, 0]))), ['score-over-maximum'])
  t.same(codes(plus(card, scored('xã Mẫu', [50, 0, 0, 0, 0, 0], '9/QĐ-UBND'))), ['score-without-card'])
  t.same(codes(plus(card, scored('xã Cổ Đạm', [50]), scored('xã Cổ Đàm', [50]))), ['unit-spelt-twice'])
})

t.test('facts belong to the days that they state something about; the plan is the latest of the year', async (t) => {
  const days = { from: '2024-01-01', to: '2024-06-10' }
  const old = fact({ kind: 'plan', number: '1/KH-UBND', on: '2023-01-04' })
  t.equal(ofTheYear([old], 'plan', days), null)
  t.equal(ofTheYear([old, ...sound.facts], 'plan', days)?.number, '02/KH-UBND')
  t.same(within([fact({ kind: 'training', number: '9/KH-UBND', on: '2024-06-01', from: '2024-06-11', to: '2024-06-12' })], 'training', days), [])
  t.equal(sumOf([], 'members'), null, 'nobody said 0')
})

t.test('a schedule makes each of its periods once, whenever somebody looks: often, or after months away', async () => {
  const days = (n: number): string => addDays('2025-01-01', n)
  fc.assert(fc.property(fc.constantFrom(...schedulePaces), fc.integer({ min: 1, max: 60 }), fc.nat(500), fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }), (pace, afterDays, begins, pauses) => {
    const timing = { pace, afterDays, beginsOn: days(begins), endedOn: null }
    const due = (on: string): string[] => periodsDue(timing, null, on).map(({ period }) => period)
    const seen = new Set<string>()
    let last = begins
    for (const pause of pauses) {
      for (const period of due(days(last))) seen.add(period)
      last += pause
    }
    const atEnd = periodsDue(timing, null, days(last))
    for (const { period, makeOn } of atEnd) if (makeOn > days(last - (pauses.at(-1) ?? 0))) seen.add(period)
    const [next, firstEnd] = [nextPeriod(timing, null, days(last)), makeDay(null, reportingPeriod('2026-03').to, 1)]
    return seen.size === atEnd.length && atEnd.every(({ period, to, makeOn }) => seen.has(period) && makeOn > to && makeOn >= timing.beginsOn)
      && next !== null && !seen.has(next.period) && next.makeOn > days(last) && firstEnd === '2026-03-16'
  }), { numRuns: 40 })
})
