/** The register of risks and opportunities as it stands, the proposals out of the causes of lateness, and the register as files. */
import type { Fact } from '../../schemas/fact.ts'
import { treatedKinds } from '../../schemas/fact.ts'
import type { RiskProposals } from '../../schemas/risk.ts'
import { factsKnown, proposedFacts } from '../../storage/facts.ts'
import { proposalRule, proposalsOf, quarterOver } from '../../workflows/quality/risk-proposals.ts'
import { type RiskLevel, riskLevel } from '../../workflows/report/risks.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import { renderDocx } from '../render/docx.ts'
import { shortDate } from '../render/words.ts'
import { renderXlsx, type SheetColumn } from '../render/xlsx.ts'
import type { Texts } from '../views/texts/index.ts'
import type { Audience } from './statistics.ts'
import { lateCauses, type TableDeps } from './tables.ts'
import { agencyFrame, leadersOf } from './agency-letter.ts'

/** More than one agency keeps. */
const factsMost = 5_000

/** A risk with its products of likelihood and impact, or an opportunity without; how its treatment and its next look stand on the day. */
export interface RiskLine {
  readonly fact: Fact; readonly before: number | null; readonly after: number | null; readonly level: RiskLevel | null
  readonly standing: 'none' | 'doing' | 'overdue' | 'done'; readonly reviewDue: boolean
}

const lineOf = (fact: Fact, today: string): RiskLine => {
  const { likelihood, impact, residualLikelihood, residualImpact } = fact.figures
  const [before, after] = [(likelihood ?? 0) * (impact ?? 0), (residualLikelihood ?? 0) * (residualImpact ?? 0)]
  const { treatment } = fact
  return {
    fact, ...(fact.kind === 'risk' ? { before, after, level: riskLevel(after) } : { before: null, after: null, level: null }),
    standing: treatment === undefined ? 'none' : treatment.doneOn !== undefined ? 'done' : treatment.dueOn < today ? 'overdue' : 'doing',
    reviewDue: treatment?.reviewOn !== undefined && treatment.reviewOn <= today,
  }
}

/** The register: the greatest risks that remain first, opportunities after them. */
export const riskRegister = async ({ pool, clock }: Pick<TableDeps, 'pool' | 'clock'>, { tenantId, today }: { readonly tenantId: string; readonly today: string }): Promise<RiskLine[]> =>
  (await factsKnown(pool, tenantId, { knownAtMs: clock.nowMs(), to: today, kinds: treatedKinds, limit: factsMost })).map((fact) => lineOf(fact, today))
    .toSorted((a, b) => (b.after ?? -1) - (a.after ?? -1) || (b.before ?? -1) - (a.before ?? -1) || (a.fact.id < b.fact.id ? -1 : 1))

/** What the causes of lateness propose for a quarter (null: the newest that is over), and what was taken up. @throws DomainError invalid-request: no such quarter */
export const riskProposals = async (deps: TableDeps, audience: Audience, { quarter: asked, today }: { readonly quarter: string | null; readonly today: string }): Promise<RiskProposals> => {
  const quarter = asked ?? quarterOver(today)
  const period = reportingPeriod(quarter)
  const late = await lateCauses(deps, audience, period)
  const found = proposalsOf(late, quarter)
  const taken = await proposedFacts(deps.pool, audience.tenantId, found.map(({ key }) => key))
  return { quarter, ...period, rule: proposalRule.name, least: proposalRule.least, leastPercent: proposalRule.leastPercent, late: late.length, items: found.map((one) => ({ ...one, factId: taken.get(one.key) ?? null })) }
}

/** What both files are made of. */
export interface RiskFile { readonly lines: readonly RiskLine[]; readonly people: ReadonlyMap<string, string>; readonly processes: ReadonlyMap<string, string>; readonly agency: string; readonly today: string; readonly asOf: string; readonly nowMs: number }

const columnsOf = (t: Texts): SheetColumn[] => [
  { title: t.facts.kind, kind: 'text', width: 10 }, { title: t.risks.process, kind: 'text', width: 26 }, { title: t.risks.what, kind: 'text', width: 34 }, { title: t.risks.before, kind: 'text', width: 14 }, { title: t.risks.treatment, kind: 'text', width: 34 },
  { title: t.risks.owner, kind: 'text', width: 20 }, { title: t.risks.due, kind: 'date', width: 12 }, { title: t.risks.standing, kind: 'text', width: 14 }, { title: t.risks.after, kind: 'text', width: 14 }, { title: t.risks.review, kind: 'date', width: 12 },
]
/** `12 · trung bình`. */
export const levelText = (t: Texts, score: number | null): string => (score === null ? t.app.none : `${score} · ${t.riskLevels[riskLevel(score)]}`)
const rowOf = (t: Texts, { people, processes }: RiskFile, { fact: { kind, title, treatment }, before, after, standing }: RiskLine): (string | null)[] => [
  t.factKinds[kind], treatment?.process === undefined ? t.risks.whole : processes.get(treatment.process) ?? treatment.process, title, levelText(t, before), treatment?.treatment ?? '',
  treatment === undefined ? '' : people.get(treatment.ownerId) ?? '', treatment?.dueOn ?? null, t.riskStandings[standing], levelText(t, after), treatment?.reviewOn ?? null,
]

/** The register as a workbook. */
export const risksXlsx = (t: Texts, file: RiskFile): Promise<Uint8Array> => renderXlsx([{
  name: t.risks.title, heading: [t.risks.register], columns: columnsOf(t), rows: file.lines.map((line) => rowOf(t, file, line)), notes: [t.risks.scale, t.correctiveActions.asOf(file.asOf)], landscape: true,
}])

/** The register as a paper; number and signature are left for the hand. */
export const risksDocx = (t: Texts, file: RiskFile): Promise<Uint8Array> => renderDocx({
  ...agencyFrame(file.agency, { symbol: null, recipients: [leadersOf(file.agency), 'Lưu: VT.'] }), on: file.today, title: t.risks.register, about: null, addressees: [],
  blocks: [t.risks.scale, t.correctiveActions.asOf(file.asOf)].map((text) => ({ kind: 'note', text })), issuedAtMs: file.nowMs,
  annexes: [{ title: t.risks.title, about: null, isLandscape: true, blocks: [{
    kind: 'table', columns: columnsOf(t).map(({ title, width }) => ({ title, share: width, align: 'left' as const })),
    rows: file.lines.map((line) => rowOf(t, file, line).map((value, index) => (value === null ? '' : columnsOf(t)[index]?.kind === 'date' ? shortDate(value) : value))),
  }] }],
})
