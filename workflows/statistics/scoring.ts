/** Points of TT 01/2018/TT-VPCP art. 13-15 for how administrative procedures were resolved, as far as they follow from what was recorded. */
import { score } from './shares.ts'
import type { Standing } from './counts.ts'

/** The nine indices; null: nothing recorded says it, so that it is skipped (art. 15) and printed "–". */
export interface IndexPoints { readonly index: number; readonly points: number | null; readonly dossiers: number }

const timePoints: Readonly<Record<string, number>> = { early: 2, onTime: 1, late: 0 }

const timed = (counted: Iterable<readonly [Standing, number]>): { readonly points: number; readonly dossiers: number } => {
  let [points, dossiers] = [0, 0]
  for (const [{ state, pace }, many] of counted) {
    if (state !== 'ready' || pace === null) continue
    points += (timePoints[pace] ?? 0) * many
    dossiers += many
  }
  return { points, dossiers }
}

/** Index 1: total time against the time allowed, over dossiers with a result: shorter 2, equal 1, longer 0. */
export const timeIndex = (counted: Iterable<readonly [Standing, number]>): IndexPoints => {
  const { points, dossiers } = timed(counted)
  return { index: 1, points: dossiers === 0 ? null : points, dossiers }
}

/**
 * Index 7: before its time without a complaint 2, in time without one 1, with a complaint 0; late ones get nothing either. `voiced`: those of the counted about which
 * somebody complained; null where nothing tells it.
 */
export const mannerIndex = (counted: Iterable<readonly [Standing, number]>, voiced: Iterable<readonly [Standing, number]> | null): IndexPoints => {
  const { points, dossiers } = timed(counted)
  return { index: 7, points: voiced === null || dossiers === 0 ? null : points - timed(voiced).points, dossiers }
}

/** Index 9: dossiers that came online, 30 % or more with none late 2, from 15 % 1, else 0; of the received in the period. */
export const onlineIndex = (counted: Iterable<readonly [Standing, number]>): IndexPoints => {
  let [online, received, late] = [0, 0, 0]
  for (const [{ channel, carriedOver, pace }, many] of counted) {
    if (carriedOver) continue
    received += many
    if (channel !== 'online') continue
    online += many
    if (pace === 'late' || pace === 'overdue') late += many
  }
  if (received === 0) return { index: 9, points: null, dossiers: 1 }
  return { index: 9, points: online * 100 >= received * 30 && late === 0 ? 2 : online * 100 >= received * 15 ? 1 : 0, dossiers: 1 }
}

/** The points of an index with one decimal, half-up; "–" without data. */
export const indexText = ({ points, dossiers }: IndexPoints): string => (points === null ? score(0, 0) : score(points, dossiers))

/** Index 3: how often the applicant had to come back to complete a dossier: never 2, once 1, more often 0. */
export const returnIndex = ({ none, once, more }: { readonly none: number; readonly once: number; readonly more: number }): IndexPoints => {
  const dossiers = none + once + more
  return { index: 3, points: dossiers === 0 ? null : none * 2 + once, dossiers }
}

/** Index 8: complaints and feedback answered in time, of those that had to be: all 2, 90 % or more 1, else 0. Nothing had to be answered: no data. */
export const complaintIndex = ({ answeredInTime, toBeAnswered }: { readonly answeredInTime: number; readonly toBeAnswered: number }): IndexPoints =>
  ({ index: 8, points: toBeAnswered === 0 ? null : answeredInTime === toBeAnswered ? 2 : answeredInTime * 10 >= toBeAnswered * 9 ? 1 : 0, dossiers: 1 })

/** The nine in order, those that were not counted without data. */
export const nineIndices = (known: readonly IndexPoints[]): IndexPoints[] =>
  Array.from({ length: 9 }, (_, at) => known.find(({ index }) => index === at + 1) ?? { index: at + 1, points: null, dossiers: 0 })
