/** What contradicts itself in a report, by rules out of errors that real reports were sent with (docs/reports.md names each). Pure. */
import { factFigures, type Fact, type FactKind } from '../../schemas/fact.ts'
import type { FindingCode, ReportFacts, ReportFinding } from '../../schemas/report.ts'
import type { Counts } from '../../schemas/statistics.ts'
import { dayOfFact, ofTheYear, sumOf, upTo, within } from './facts.ts'
import { calledOtherwise } from './symbols.ts'

type Rule = (facts: ReportFacts) => ReportFinding[]
const found = (code: FindingCode, severity: ReportFinding['severity'], about: readonly string[]): ReportFinding[] => about.map((one) => ({ code, severity, about: one.slice(0, 300) }))
const dayText = (on: string): string => on.split('-').reverse().join('/')
const name = ({ number, on }: Pick<Fact, 'number' | 'on'>): string => `${number} (${dayText(on)})`
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
const over: Rule = ({ to, madeOn }) => found('period-not-over', 'warns', madeOn < to ? [dayText(to)] : [])

const yearly: Rule = (facts) => [
  ...found('plan-missing', 'warns', ofTheYear(facts.facts, 'plan', facts) === null ? [facts.to.slice(0, 4)] : []),
  ...found('objectives-missing', 'warns', ofTheYear(facts.facts, 'objectives', facts) === null && facts.objectives.length === 0 ? [facts.to.slice(0, 4)] : []),
  ...found('training-none', 'warns', within(facts.facts, 'training', facts).length === 0 ? [facts.to.slice(0, 4)] : []),
]

/** A report that counts nothing, one that counts procedures which the agency never promulgated (ISO 9001:2015, 7.5.3), and one that has nothing to say of satisfaction where results were handed over (ISO 9001:2015, 9.1.2). */
const counted: Rule = ({ from, to, totals, procedures, satisfaction }) => {
  const days = [from, to].map((day) => day.split('-').reverse().join('/')).join(' – ')
  return [
    ...found('dossiers-none', 'warns', totals.received.total === 0 ? [days] : []),
    ...found('procedures-undocumented', 'warns', procedures.undocumented > 0 ? [`${procedures.undocumented}/${procedures.tthc + procedures.internal}`] : []),
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
    ...found('score-over-maximum', 'blocks', all.filter((one) => factFigures.score.some((figure) => cardOf(one) !== undefined && (one.figures[figure] ?? 0) > (cardOf(one)?.figures[figure] ?? 0))).map(({ title }) => title)),
  ]
}

/** Without marks, blanks and abbreviations: how a name is recognised that was written in two ways. */
const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/[đĐ]/g, 'd').replace(/&/g, 'va').replace(/[\s.,-]+/g, '').toLowerCase().replaceAll('uybannhandan', 'ubnd')

/** Units that were scored or apply the system, agencies that issued a document, fields of procedures: each is written in one way. */
const spelling: Rule = (report) => {
  const named = [
    (['score', 'adoption'] as const).flatMap((kind) => upTo(report.facts, kind, report).map(({ title }) => title)), report.facts.flatMap(({ issuer }) => issuer ?? []), report.byField.map(({ name: field }) => field),
  ]
  return found('unit-spelt-twice', 'warns', named.flatMap((names) => [...Map.groupBy(new Set(names), folded).values()].filter((ways) => ways.length > 1).map((ways) => ways.join(', '))))
}

interface Paper { readonly number: string; readonly on: string; readonly issuer: string | null }
/** Every document that a register cites: facts, decisions on objectives, decisions on audits. */
const papersOf = ({ facts, objectives, audits }: ReportFacts): Paper[] => [
  ...facts, ...objectives.map(({ objective: { number, on } }) => ({ number, on, issuer: null })),
  ...audits.flatMap(({ decision, decisionOn }) => (decision === null || decisionOn === null ? [] : [{ number: decision, on: decisionOn, issuer: null }])),
]

/** One document has one date in all registers; within the register of facts the database sees to it. */
const datedTwice: Rule = (report) => {
  const byNumber = Map.groupBy(papersOf(report), ({ number, on, issuer }) => `${on.slice(0, 4)} ${issuer ?? ''} ${number}`)
  return found('document-dated-twice', 'blocks', [...byNumber.values()].flatMap((papers) => {
    const days = [...new Set(papers.map(({ on }) => on))].toSorted()
    return days.length < 2 ? [] : [`${papers[0]?.number ?? ''}: ${days.map(dayText).join(', ')}`]
  }))
}

/** Kinds whose title is that of the document; others say what it tells of: a unit, a risk, a milestone, a party. */
const titled: readonly FactKind[] = ['directive', 'plan', 'objectives', 'announcement', 'decision', 'steering', 'catalogue', 'request']
/** A document is what its symbol says it is. */
const titles: Rule = ({ facts }) => found('called-otherwise', 'warns', facts.filter(({ kind }) => titled.includes(kind)).flatMap((one) => {
  const said = calledOtherwise(one)
  return said === null ? [] : [`${name(one)}: ${said}`]
}))

const plansOf = ['plan', 'directive', 'decision', 'objectives'] as const
/** A milestone cites a plan that stands in the register. */
const cited: Rule = (report) => {
  const known = new Set(plansOf.flatMap((kind) => upTo(report.facts, kind, report)).map(({ number, on, issuer }) => `${number} ${on} ${issuer ?? ''}`))
  return found('milestone-without-plan', 'warns', [...new Set(upTo(report.facts, 'milestone', report).filter(({ number, on, issuer }) => !known.has(`${number} ${on} ${issuer ?? ''}`)).map(name))])
}

/** Procedures that are in the agency's competence and not in the service: what is said about lateness does not hold for their dossiers. */
const outside: Rule = (report) => {
  const inForce = upTo(report.facts, 'catalogue', report).findLast(({ figures }) => figures.inForce !== undefined)?.figures.inForce ?? 0
  return found('procedures-outside', 'warns', inForce > report.procedures.tthc ? [`${inForce} > ${report.procedures.tthc}`] : [])
}

/** Nonconformities that ask for an action and have none. Source: ISO 9001:2015, 10.2.1. */
const undecided: Rule = ({ nonconformities }) =>
  found('nonconformity-without-action', 'warns', nonconformities.filter(({ grade, standing }) => grade !== 'observation' && standing === 'open').map(({ code }) => code))

/** Months of the programme of audits that are over, and nothing was audited in the period. Source: ISO 9001:2015, 9.2. */
const unaudited: Rule = ({ auditProgramme, audits, from, to, madeOn }) => {
  const months = auditProgramme?.lines.flatMap((line) => line.months.map((month) => `${to.slice(0, 4)}-${String(month).padStart(2, '0')}`)) ?? []
  const over = [...new Set(months)].toSorted().filter((month) => month >= from.slice(0, 7) && month <= to.slice(0, 7) && month < madeOn.slice(0, 7))
  return found('audit-not-held', 'warns', audits.length > 0 || over.length === 0 ? [] : [over.map((month) => month.split('-').reverse().join('/')).join(', ')])
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
  [identities, datedTwice, over, yearly, counted, order, daysOff, overlap, copied, republished, late, scores, spelling, roadmap, titles, cited, outside, undecided, unaudited].flatMap((rule) => rule(facts)).slice(0, 200)
