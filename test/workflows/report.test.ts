/** Errors that real reports were sent with (docs/reports.md): each is flagged, and a sound report is not. */
import fc from '../support/property.ts'
import t from 'tap'
import type { AuditProgramme } from '../../schemas/audit.ts'
import { factFigures, type Fact } from '../../schemas/fact.ts'
import type { ReportFacts } from '../../schemas/report.ts'
import type { Counts } from '../../schemas/statistics.ts'
import { surveyRow } from '../../workflows/quality/survey.ts'
import { reportFindings } from '../../workflows/report/check.ts'
import { ofTheYear, sumOf, within } from '../../workflows/report/facts.ts'
import { points, scoreTable } from '../../workflows/report/scores.ts'
import { calledOtherwise, documentName, isReportNumber } from '../../workflows/report/symbols.ts'
import { composeReport } from '../../server/reports/iso/layouts.ts'
import { en, vi } from '../../server/views/texts/reports.ts'
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
  byField: [{ name: 'Hộ tịch', counts: totals }], byUnitApart: [{ name: 'Một cửa', counts: totals }], documents: [], documentCounts: [], nonconformities: [], nonconformityCounts: [], audits: [], auditProgramme: null, lateRaised: 3, competence: { people: 0, toRead: 0, read: 0, complete: 0, newcomers: 0, newcomersComplete: 0, trained: 0 }, apologies: { total: 3, withApology: 3, withoutApology: 0, kept: 3, late: 0 }, satisfaction: surveyRow({ key: null, asked: 820, answers: 30, cells: [] }), complaints: { received: 0, feedback: 0, complaints: 0, passedOn: 0, refused: 0, answered: 0, answeredInTime: 0, justified: 0, open: 0, overdue: 0 }, reviews: [], inputs: null, daysOff: [], objectives: [], conformance: null, internal: [], request: null,
  procedures: { tthc: 133, internal: 15, undocumented: 0, begun: 0, amended: 0, ended: 0 },
  facts: [
    fact({ kind: 'plan', number: '02/KH-UBND', on: '2024-01-02' }), fact({ kind: 'objectives', number: '01/QĐ-UBND', on: '2024-01-02' }),
    fact({ kind: 'training', number: '09/KH-UBND', on: '2024-02-01', figures: { classesHeld: 1, peopleTaught: 110, peopleSent: 3 } }),
  ],
}
/** Every contradiction is told in both languages, with what to do about it. */
const codes = (change: Partial<ReportFacts>): string[] => reportFindings({ ...sound, ...change }).map(({ code }) => {
  for (const words of [vi, en]) if (words.findings[code].length < 10 || !/^\p{Lu}.{20,}\.$/u.test(words.findingHelp[code])) throw new Error(`${code}: ${words.findingHelp[code]}`)
  return code
})
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
  t.same(codes({ procedures: { ...sound.procedures, undocumented: 7 } }), ['procedures-undocumented'])
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

t.test('a milestone cites a plan of the register, by its own number', async (t) => {
  const milestone = { kind: 'milestone', title: 'Chuyển đổi cấp xã', on: '2024-01-02', to: '2024-04-01', figures: { plannedPercent: 30, donePercent: 30 } } as const
  t.same(codes(plus(fact({ ...milestone, number: '1/2018/KH-UBND' }))), ['milestone-without-plan'])
  t.same(codes(plus(fact({ ...milestone, number: '02/KH-UBND' }))), [])
})

t.test('one document has one date in every register: a decision on an audit is dated as the register of facts dates it', async (t) => {
  const audit = { code: 'DG-01', title: '', from: '2024-05-20', to: '2024-05-21', decision: '258/QĐ-UBND', decisionOn: '2024-05-03', units: ['Một cửa'], major: 0, minor: 0, observation: 1 }
  const decision = fact({ kind: 'decision', number: '258/QĐ-UBND', on: '2024-05-02', title: 'Thành lập tổ đánh giá' })
  t.same(reportFindings({ ...sound, audits: [audit], ...plus(decision) }).map(({ code, severity, about }) => [code, severity, about]), [['document-dated-twice', 'blocks', '258/QĐ-UBND: 02/05/2024, 03/05/2024']])
  t.same(codes({ audits: [{ ...audit, decisionOn: '2024-05-02' }], ...plus(decision) }), [])
})

t.test('a document is called what its symbol says', async (t) => {
  t.same(codes(plus(fact({ kind: 'directive', number: '2372/TXL-SCT', on: '2024-05-17', issuer: 'Sở Công Thương', title: 'Công văn xin lỗi doanh nghiệp' }))), ['called-otherwise'])
  t.same(codes(plus(fact({ kind: 'directive', number: '2372/TXL-SCT', on: '2024-05-17', issuer: 'Sở Công Thương', title: 'Thư xin lỗi doanh nghiệp' }))), [])
  t.same(codes(plus(fact({ kind: 'risk', number: '32/BB-ISO', on: '2024-05-17', title: 'Thư xin lỗi gửi sau khi đã quá hạn' }))), [], 'the title of a risk is not that of the minutes it stands in')
  t.same(['02/KH-UBND', '19/2014/QĐ-TTg', '345/UBND-KT&HT', '1753/SKHCN-TĐC', '11/BB-ISO', '07/ABC'].map(documentName), ['Kế hoạch', 'Quyết định', 'Công văn', 'Công văn', 'Biên bản', 'Văn bản'])
  t.equal(calledOtherwise({ number: '345/UBND-KTHT', title: 'Hướng dẫn xây dựng quy trình nội bộ' }), null, 'what a letter does is no name of a kind')
})

t.test('a report of the agency bears a number of its own reports, not of a committee', async (t) => {
  const agency = 'Ủy ban nhân dân phường Mẫu'
  t.same(['45/BC-UBND', '5885/BC-BCĐ', '45/QĐ-UBND', '45/UBND-VP'].map((number) => isReportNumber(number, agency)), [true, false, false, false])
  t.same(['45/BC-SCT', '5885/BC-BCĐ'].map((number) => isReportNumber(number, 'Sở Công Thương')), [true, false], 'letters that the name does not tell are taken as they are, but not those of a committee')
})

t.test('procedures outside the service, nonconformities without an action and audits that were not held are flagged', async (t) => {
  t.same(codes(plus(fact({ kind: 'catalogue', number: '3141/QĐ-UBND', on: '2024-01-26', figures: { amended: 0, added: 0, abolished: 0, inForce: 140 } }))), ['procedures-outside'], 'nobody knows whether dossiers of the other seven were late')
  const found = { code: 'KPH-01', source: 'auditFinding', grade: 'minor', unit: 'Một cửa', occurredOn: '2024-05-02', standing: 'open', what: 'Thiếu phiếu kiểm soát', action: null, rootCause: '', remedy: '', owner: null, dueOn: null } as const
  t.same(codes({ nonconformities: [found] }), ['nonconformity-without-action'])
  t.same(codes({ nonconformities: [{ ...found, standing: 'inAction' }, { ...found, grade: 'observation' }] }), [])
  const programme = (...months: number[]): Pick<AuditProgramme, 'decision' | 'lines'> => ({ decision: { number: '04/KH-UBND', on: '2024-01-04' }, lines: [{ unitId: sound.facts[0]?.id ?? '', months }] })
  t.same(reportFindings({ ...sound, auditProgramme: programme(4, 9) }).map(({ code, about }) => [code, about]), [['audit-not-held', '04/2024']])
  t.same(codes({ auditProgramme: programme(6, 9) }), [], 'the month is not over')
})

t.test('a milestone has one date, and one that is due and not reached is flagged', async (t) => {
  const known = [fact({ kind: 'plan', number: '3/KH-UBND', on: '2024-01-10' }), fact({ kind: 'plan', number: '4/KH-UBND', on: '2024-01-10' })]
  const one = { kind: 'milestone', title: 'Chuyển đổi cấp xã', on: '2024-01-10', figures: { plannedPercent: 30, donePercent: 30 } } as const
  t.same(codes(plus(...known, fact({ ...one, number: '3/KH-UBND', to: '2024-04-01' }), fact({ ...one, number: '4/KH-UBND', to: '2024-06-30' }))), ['milestone-dated-twice'])
  t.same(codes(plus(...known, fact({ ...one, number: '3/KH-UBND', to: '2024-04-01', figures: { plannedPercent: 30, donePercent: 20 } }))), ['milestone-behind'])
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

t.test('a scorecard may have seven criteria: what a district gave itself', async (t) => {
  const own = fact({ ...card, figures: { criterion1: 50, criterion2: 50, criterion3: 50, criterion4: 100, criterion5: 150, criterion6: 100, criterion7: 50 } })
  const scores = fact({ ...scored('UBND huyện Mẫu', []), figures: { criterion1: 50, criterion2: 50, criterion3: 50, criterion4: 75, criterion5: 125, criterion6: 100, criterion7: 25 } })
  const table = scoreTable(own, [scores])
  t.same([table?.maxima.length, points(table?.rows[0]?.total ?? 0)], [7, '4,75'])
  t.same(codes(plus(card, scores)).includes('score-over-maximum'), true, 'a criterion that the card does not have')
})

t.test('a score keeps to its scorecard, and a unit is written in one way', async (t) => {
  t.same(codes(plus(card, scored('xã Mẫu', [60, 0, 0, 0, 0, 0]))), ['score-over-maximum'])
  t.same(codes(plus(card, scored('xã Mẫu', [50, 0, 0, 0, 0, 0], '9/QĐ-UBND'))), ['score-without-card'])
  t.same(codes(plus(card, scored('xã Cổ Đạm', [50]), scored('xã Cổ Đàm', [50]))), ['unit-spelt-twice'])
  t.same(codes(plus(card, scored('UBND xã Cổ Đạm', [50]), fact({ kind: 'adoption', number: '3/BC-UBND', on: '2024-01-26', title: 'Ủy ban nhân dân xã Cổ Đàm', figures: { year2015: 2019 } }))), ['unit-spelt-twice'], 'in another list, and in full')
  const above = (issuer: string, number: string) => fact({ kind: 'directive', number, on: '2024-03-04', issuer })
  t.same(codes(plus(above('Sở Khoa học và Công nghệ', '5/SKHCN-TĐC'), above('Sở Khoa học & Công nghệ', '6/SKHCN-TĐC'))), ['unit-spelt-twice'], 'who issued it')
  t.same(codes({ byField: [{ name: 'Khuyến mại', counts: totals }, { name: 'Khuyến mãi', counts: noCounts }] }), ['unit-spelt-twice'], 'a field')
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

t.test('every document is counted, and a list that names only the first of them says so', (t) => {
  const documents = ['HD-1', 'HD-2'].map((code) => ({ code, type: 'guidance', title: code, edition: '1/0', since: '2024-02-01' }))
  const told = (number: number) => composeReport('documents', { ...sound, documents, documentCounts: [{ type: 'guidance', number }, { type: 'form', number: 0 }] })
  t.match(told(7000).figures, [{ id: 'documents.guidance', value: 7000 }, { id: 'documents.total', value: 7000 }])
  t.match(JSON.stringify(told(7000).annexes), /2 tài liệu đầu tiên theo mã hiệu, trên tổng số 7\.000 tài liệu/)
  t.notMatch(JSON.stringify(told(2).annexes), /đầu tiên/)
  t.end()
})
