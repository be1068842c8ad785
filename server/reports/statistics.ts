/** The figures of a period: read by the command line, the programming interface and the page alike, so that they cannot differ. */
import type { LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { cuts, statisticsKinds, type Counts, type Cut, type Grouping, type StatisticsKind, type StatisticsReport } from '../../schemas/statistics.ts'
import type { Reader } from '../../storage/dossiers.ts'
import { listJournals, statisticsRowsMax, type CountedStandings } from '../../storage/statistics.ts'
import { addDays, formatInstant, parseInstant, startOfDateMs } from '../../workflows/calendar/index.ts'
import { add, countsOf, noCounts, standingOf } from '../../workflows/statistics/counts.ts'
import { fold } from '../../workflows/statistics/fold.ts'
import { sharesOf } from '../../workflows/statistics/shares.ts'
import type { Deps } from '../deps.ts'
import { countStandings } from './counted.ts'

/** Whose figures: an agency, and of it what the reader may read; `reader` null for the operator of the command line, who counts everything. */
export interface Audience { readonly tenantId: string; readonly zone: string; readonly reader: Reader | null }
/** The figures of what one person may see. */
export const audienceOf = (reader: Reader & { readonly zone: string }): Audience => ({ tenantId: reader.tenantId, zone: reader.zone, reader })

/** First and last day, both counted; `asOf` an instant, null for now. */
export interface StatisticsRequest {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly asOf: string | null
  readonly by: readonly Cut[]
  readonly kinds: readonly StatisticsKind[]
  readonly grouping: Grouping
}

/** As the province's form has it: what ended without a result is resolved, what is paused is in progress. */
export const usualGrouping: Grouping = { ended: 'resolved', paused: 'inProgress' }
export const usualKinds: readonly StatisticsKind[] = ['tthc', 'log']

/** Longer than any report; a bound for the question, not for the answer. */
const yearsMost = 50

/** A refusal of one member of a question. */
export const fault = (at: string, rule: string, message: string, messageEn: string): DomainError =>
  new DomainError('invalid-request', { errors: [{ at, rule, message, messageEn }] })

/**
 * Words of a list such as `field,month`. @throws DomainError invalid-request: an unknown word, or one twice
 */
const wordsOf = <const T extends readonly string[]>(text: string, known: T, at: string): T[number][] => {
  const words = text.split(',').map((word) => word.trim()).filter((word) => word !== '')
  const unknown = words.find((word, index) => !known.includes(word) || words.indexOf(word) !== index)
  if (unknown !== undefined) throw fault(at, 'enum', `mỗi từ một lần, trong: ${known.join(', ')}`, `each word once, out of: ${known.join(', ')}`)
  return words
}
export const cutsOf = (text: string): Cut[] => wordsOf(text, cuts, '/by')
export const kindsOf = (text: string): StatisticsKind[] => wordsOf(text, statisticsKinds, '/kinds')

/** A period's first instant and the one after its last. @throws DomainError invalid-request: it ends before it begins, or is longer than any report */
export const boundsOf = ({ from, to }: Pick<StatisticsRequest, 'from' | 'to'>, zone: string): { fromMs: number; endMs: number } => {
  if (to < from) throw fault('/to', 'range', 'ngày cuối phải từ ngày đầu trở đi', 'the last day must not come before the first')
  if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > yearsMost) throw fault('/to', 'range', `kỳ dài quá ${yearsMost} năm`, `the period is longer than ${yearsMost} years`)
  return { fromMs: startOfDateMs(from, zone), endMs: startOfDateMs(addDays(to, 1), zone) }
}

/** What the dossiers of a row count, as a form groups them. */
export const countsIn = (standings: CountedStandings, grouping: Grouping): Counts =>
  Object.entries(standings).reduce((sum, [word, many]) => add(sum, countsOf(standingOf(word), grouping, many)), noCounts)

/**
 * The figures of a period by the cuts asked for, with totals and shares. Every dossier is counted once; totals are the sum of the rows.
 * @throws DomainError invalid-request: a period that ends before it begins, or more than 20,000 rows
 */
export async function statisticsOf(deps: Pick<Deps, 'pool' | 'clock'>, { tenantId, zone, reader }: Audience, request: StatisticsRequest): Promise<StatisticsReport> {
  const { from, to, asOf, by, kinds, grouping } = request
  const nowMs = deps.clock.nowMs()
  const knownAtMs = asOf === null ? null : parseInstant(asOf, zone)
  const found = await countStandings(deps.pool, tenantId, reader, { ...boundsOf(request, zone), knownAtMs, nowMs, zone, kinds, by })
  if (found.length > statisticsRowsMax) throw fault('/by', 'range', 'quá nhiều dòng; bớt tiêu chí hoặc rút ngắn kỳ', 'too many rows; fewer cuts or a shorter period')
  const rows = found.map(({ key, standings }) => ({ key, counts: countsIn(standings, grouping) }))
  const totals = rows.reduce((sum, { counts }) => add(sum, counts), noCounts)
  return {
    from, to, asOf: formatInstant(knownAtMs ?? nowMs, zone), by: [...by], kinds: [...kinds], grouping,
    rows: rows.map(({ key, counts }) => ({ key, counts, shares: sharesOf(counts) })), totals, shares: sharesOf(totals),
  }
}

/** Journals read at once in a recount: some megabytes. */
const recountPage = 500

/**
 * The totals once more, from the journals alone and without the database's arithmetic: what an auditor holds the figures against. Reads every
 * journal of the agency in pages. @throws DomainError as `statisticsOf`
 */
export async function recountOf(deps: Pick<Deps, 'pool' | 'clock'>, { tenantId, zone }: Omit<Audience, 'reader'>, request: StatisticsRequest): Promise<Counts> {
  const { asOf, kinds, grouping } = request
  const period = { ...boundsOf(request, zone), knownAtMs: asOf === null ? deps.clock.nowMs() : parseInstant(asOf, zone), zone }
  let totals = noCounts
  for (let afterId: string | null = null; ;) {
    const journals = await listJournals(deps.pool, tenantId, kinds, { afterId, limit: recountPage })
    totals = add(totals, fold(journals, period, grouping))
    const last = journals.at(-1)
    if (last === undefined || journals.length < recountPage) return totals
    afterId = last.id
  }
}
