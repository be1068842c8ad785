/** Which facts of the register belong to a report: those of its days, and of each year the latest that is in force. */
import type { LocalDate } from '../../schemas/common.ts'
import type { Fact, FactKind, FigureName } from '../../schemas/fact.ts'
import type { NonconformityCount, ReportFacts } from '../../schemas/report.ts'

interface Days { readonly from: LocalDate; readonly to: LocalDate }

/** The day by which a fact belongs to a period: the last one that it states something about, else that of its document. */
export const dayOfFact = ({ to, on }: Fact): LocalDate => to ?? on

const byDay = (a: Fact, b: Fact): number => (dayOfFact(a) < dayOfFact(b) ? -1 : dayOfFact(a) > dayOfFact(b) ? 1 : a.number < b.number ? -1 : a.number > b.number ? 1 : a.id < b.id ? -1 : 1)

/** Facts of a kind within the period, in the order of their days. */
export const within = (facts: readonly Fact[], kind: FactKind, { from, to }: Days): Fact[] =>
  facts.filter((one) => one.kind === kind && dayOfFact(one) >= from && dayOfFact(one) <= to).toSorted(byDay)

/** The latest fact of a kind up to the end, when it is of the year that is reported on; null when there is none. */
export const ofTheYear = (facts: readonly Fact[], kind: FactKind, { to }: Days): Fact | null =>
  facts.filter((one) => one.kind === kind && one.on <= to && one.on.slice(0, 4) === to.slice(0, 4)).toSorted(byDay).at(-1) ?? null

/** All facts of a kind up to the end of the period, in the order of their days. */
export const upTo = (facts: readonly Fact[], kind: FactKind, { to }: Days): Fact[] => facts.filter((one) => one.kind === kind && one.on <= to).toSorted(byDay)

/** How many nonconformities are so; a list of them may be cut, their counts are not. */
export const howMany = ({ nonconformityCounts: counts }: Pick<ReportFacts, 'nonconformityCounts'>, isSo: (one: NonconformityCount) => boolean): number =>
  counts.reduce((sum, one) => (isSo(one) ? sum + one.number : sum), 0)

/** How many controlled documents are in force, of one type or of all; a list of them may be cut, their counts are not. */
export const howManyDocuments = ({ documentCounts }: Pick<ReportFacts, 'documentCounts'>, type: string | null): number =>
  documentCounts.reduce((sum, one) => (type === null || one.type === type ? sum + one.number : sum), 0)

/** A figure of several facts together; null when there is no fact: nobody said 0. */
export const sumOf = (facts: readonly Fact[], name: FigureName): number | null => (facts.length === 0 ? null : facts.reduce((sum, { figures }) => sum + (figures[name] ?? 0), 0))
