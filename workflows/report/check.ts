/** What contradicts itself in a report, by rules out of errors that real reports were sent with (docs/reports.md names each). Pure. */
import { factFigures, type Fact } from '../../schemas/fact.ts'
import type { FindingCode, ReportFacts, ReportFinding } from '../../schemas/report.ts'
import type { Counts } from '../../schemas/statistics.ts'
import { dayOfFact, ofTheYear, sumOf, upTo, within } from './facts.ts'

type Rule = (facts: ReportFacts) => ReportFinding[]
const found = (code: FindingCode, severity: ReportFinding['severity'], about: readonly string[]): ReportFinding[] => about.map((one) => ({ code, severity, about: one.slice(0, 300) }))
const name = ({ number, on }: Fact): string => `${number} (${on.split('-').reverse().join('/')})`
const pairs = <T>(all: readonly T[]): [T, T][] => all.flatMap((one, at) => all.slice(at + 1).map((other): [T, T] => [one, other]))

const balanced = ({ received, resolved, inProgress, apart }: Counts): boolean =>
  received.total === received.online + received.directOrPostal + received.carriedOver && resolved.total === resolved.early + resolved.onTime + resolved.late
  && inProgress.total === inProgress.within + inProgress.overdue && received.total === resolved.total + inProgress.total + apart.ended + apart.paused

/** (3)=(4)+(5)+(6), (7)=(8)+(9)+(10), (11)=(12)+(13), (3)=(7)+(11) in every row, and rows add up to the totals. */
const identities: Rule = ({ totals, byField, byUnitApart }) => found('identity-broken', 'blocks', [
  ...[{ name: '', counts: totals }, ...byField, ...byUnitApart].filter(({ counts }) => !balanced(counts)).map((row) => row.name || '(3)=(7)+(11)'),
  ...[byField, byUnitApart].filter((rows) => rows.reduce((sum, { counts }) => sum + counts.received.total, 0) !== totals.received.total).map(() => '(3)'),
])

/** A half-year that is reported before it is over is no half-year. */
const over: Rule = ({ to, madeOn }) => found('period-not-over', 'warns', madeOn < to ? [to.split('-').reverse().join('/')] : [])

const yearly: Rule = (facts) => [
  ...found('plan-missing', 'warns', ofTheYear(facts.facts, 'plan', facts) === null ? [facts.to.slice(0, 4)] : []),
  ...found('objectives-missing', 'warns', ofTheYear(facts.facts, 'objectives', facts) === null && facts.objectives.length === 0 ? [facts.to.slice(0, 4)] : []),
  ...found('training-none', 'warns', within(facts.facts, 'training', facts).length === 0 ? [facts.to.slice(0, 4)] : []),
]

/** A report that counts nothing, and one that has nothing to say of satisfaction where results were handed over (ISO 9001:2015, 9.1.2). */
const counted: Rule = ({ from, to, totals, satisfaction }) => {
  const days = [from, to].map((day) => day.split('-').reverse().join('/')).join(' – ')
  return [
    ...found('dossiers-none', 'warns', totals.received.total === 0 ? [days] : []),
    ...found('satisfaction-none', 'warns', totals.resolved.total > 0 && satisfaction.hidden ? [`${satisfaction.answers}/${satisfaction.asked}`] : []),
  ]
}

/** Number and symbol of the agency's own series: 721 of QĐ-UBND. */
const seriesOf = ({ number, on, issuer }: Fact): { readonly series: string; readonly running: number } | null => {
  const parts = /^(\d+)[a-zđ]?\/(.+)$/.exec(number)
  return issuer !== null || parts === null ? null : { series: `${on.slice(0, 4)} ${parts[2]}`, running: Number(parts[1]) }
}

/** In one series of a year a higher number bears no earlier date: each that does, with the latest before it. Pairs of a register of many years would not fit in memory. */
const order: Rule = ({ facts }) => {
  const numbered = facts.flatMap((one) => { const place = seriesOf(one); return place === null ? [] : [{ ...place, one }] })
  return found('number-order', 'warns', [...Map.groupBy(numbered, ({ series }) => series).values()].flatMap((own) => {
    let latest: Fact | undefined
    return own.toSorted((a, b) => a.running - b.running || (a.one.on < b.one.on ? -1 : 1)).flatMap(({ one }) => {
      if (latest !== undefined && one.on < latest.on) return [`${name(latest)}, ${name(one)}`]
      latest = one
      return []
    })
  }))
}

const daysOff: Rule = ({ facts, daysOff: days }) => {
  const off = new Set(days)
  return found('dated-on-day-off', 'warns', facts.filter(({ issuer, on }) => issuer === null && off.has(on)).map(name))
}

/** Counts of issued documents that overlap would be counted twice. */
const overlap: Rule = (report) => found('issued-overlap', 'blocks', pairs(within(report.facts, 'issued', report))
  .filter(([one, other]) => (one.from ?? one.on) <= dayOfFact(other) && (other.from ?? other.on) <= dayOfFact(one)).map(([one, other]) => `${name(one)}, ${name(other)}`))

/** A decision whose number is exactly the count of decisions may be a number copied into the wrong place. */
const copied: Rule = (report) => {
  const count = sumOf(within(report.facts, 'issued', report), 'decisions')
  const decisions = report.facts.filter(({ kind, number, on }) => kind !== 'issued' && on >= report.from && on <= report.to && /QĐ/.test(number))
  return found('number-equals-count', 'warns', decisions.filter(({ number }) => count !== null && count > 0 && Number.parseInt(number, 10) === count).map(name))
}

/** Procedures changed, and the system was not announced anew. Source: QĐ 19/2014/QĐ-TTg art. 4. */
const republished: Rule = (report) => {
  const { begun, amended, ended } = report.procedures
  const changed = begun + amended + ended + (sumOf(within(report.facts, 'catalogue', report), 'amended') ?? 0)
  return found('republication-missing', 'warns', changed > 0 && within(report.facts, 'announcement', report).length === 0 ? [String(changed)] : [])
}

/** A late dossier is a nonconforming output (ISO 9001:2015, 8.7), and is owed an apology on the working day before it is due, at the latest. */
const late: Rule = ({ totals, lateRaised, apologies }) => {
  const lateAll = totals.resolved.late + totals.inProgress.overdue
  const apologised = totals.ofWhich.lateWithApology + totals.ofWhich.overdueWithApology
  return [
    ...found('late-without-nonconformity', 'warns', totals.resolved.late > 0 && lateRaised === 0 ? [String(totals.resolved.late)] : []),
    ...found('late-without-apology', 'warns', lateAll > apologised ? [String(lateAll - apologised)] : []),
    ...found('apology-after-t1', 'warns', apologies !== null && apologies.late > 0 ? [String(apologies.late)] : []),
  ]
}

const scores: Rule = (report) => {
  const cards = upTo(report.facts, 'scorecard', report)
  const cardOf = (score: Fact): Fact | undefined => cards.find(({ number, issuer }) => number === score.number && issuer === score.issuer)
  const all = upTo(report.facts, 'score', report)
  return [
    ...found('score-without-card', 'blocks', all.filter((one) => cardOf(one) === undefined).map(({ title, number }) => `${title}: ${number}`)),
    ...found('score-over-maximum', 'blocks', all.filter((one) => factFigures.score.some((figure) => (one.figures[figure] ?? 0) > (cardOf(one)?.figures[figure] ?? Infinity))).map(({ title }) => title)),
  ]
}

/** Without marks and blanks: how a name is recognised that was written in two ways. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/[đĐ]/g, 'd').replace(/\s+/g, '').toLowerCase()

const spelling: Rule = (report) => {
  const titles = [...new Set(upTo(report.facts, 'score', report).map(({ title }) => title))]
  return found('unit-spelt-twice', 'warns', pairs(titles).filter(([one, other]) => folded(one) === folded(other)).map(([one, other]) => `${one}, ${other}`))
}

const roadmap: Rule = (report) => {
  const milestones = upTo(report.facts, 'milestone', report)
  return [
    ...found('milestone-dated-twice', 'blocks', pairs(milestones).filter(([one, other]) => folded(one.title) === folded(other.title) && one.to !== other.to).map(([one]) => one.title)),
    ...found('milestone-behind', 'warns', milestones.filter((one) => dayOfFact(one) <= report.madeOn && (one.figures.donePercent ?? 0) < (one.figures.plannedPercent ?? 0)).map(({ title }) => title)),
  ]
}

/** Everything that contradicts itself; what `blocks` keeps the report from being frozen, what `warns` must be seen by whoever freezes it. */
export const reportFindings: Rule = (facts) =>
  [identities, over, yearly, counted, order, daysOff, overlap, copied, republished, late, scores, spelling, roadmap].flatMap((rule) => rule(facts)).slice(0, 200)
