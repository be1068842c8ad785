/** What a report states of nonconformities and corrective actions: counted as of a day, never typed. */
import Type, { type Static } from 'typebox'
import { closed, LocalDate } from './common.ts'

const count = Type.Integer({ minimum: 0 })
/** Nonconformities that happened in a period and were known at its day, and all corrective actions as they stood then. */
export const QualityFacts = closed({
  nonconformities: closed({ total: count, late: count, open: count, settled: count, closed: count }),
  bySource: Type.Record(Type.String({ maxLength: 20 }), count),
  /** `effective`: closed by measurement; `unproven`: closed with a reason instead; `reopened`: found at least once not to have worked. */
  actions: closed({ total: count, open: count, effective: count, unproven: count, carriedOver: count, withdrawn: count, reopened: count }),
})
export type QualityFacts = Static<typeof QualityFacts>
/** First and last day, both counted; `asOf` the day at whose end it is asked (by default the last one). */
export const QualityFactsQuery = closed({ from: LocalDate, to: LocalDate, asOf: Type.Optional(LocalDate) })
