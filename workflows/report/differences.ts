/** How a report that was sent differs from today's count, figure by figure, and why. Pure. */
import type { FigureDifference, ReportFigure } from '../../schemas/report.ts'

type Figures = readonly ReportFigure[]
const valuesOf = (figures: Figures): ReadonlyMap<string, ReportFigure['value']> => new Map(figures.map(({ id, value }) => [id, value]))

/**
 * Figures of the copy that are others now, and those that are new. `asOfThen` is today's count as of the instant of the copy: where it still
 * gives what was sent, the difference was recorded later.
 */
export function differencesOf(sent: Figures, { now, asOfThen }: { readonly now: Figures; readonly asOfThen: Figures }): FigureDifference[] {
  const [was, is, then] = [valuesOf(sent), valuesOf(now), valuesOf(asOfThen)]
  const labels = new Map([...now, ...sent].map(({ id, label }) => [id, label]))
  return [...labels].flatMap(([id, label]) => {
    const [before, after] = [was.get(id) ?? null, is.get(id) ?? null]
    if (before === after) return []
    return [{ id, label, sent: before, now: after, why: (then.get(id) ?? null) === before ? 'recordedLater' as const : 'countedOtherwise' as const }]
  })
}
