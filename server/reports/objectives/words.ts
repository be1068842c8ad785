/** Objectives in words and numbers, as the screen, the files, the reports and the command line print them alike. */
import type { Forecast, Formula, Objective, ObjectiveFigure } from '../../../schemas/objective.ts'
import { isShare } from '../../../workflows/objectives/formulas.ts'
import { percent } from '../../../workflows/statistics/shares.ts'
import type { Texts } from '../../views/texts/index.ts'

const basisPoints = 10_000

/** A target or tolerance: `99%`, `99,50%`, or a count. */
export const amountText = (formula: Formula, amount: number): string => (isShare(formula) ? `${percent(amount, basisPoints).replace(/,00$/, '')}%` : String(amount))

/** What is to be reached: `≥ 99%`. */
export const targetText = ({ formula, comparison }: Pick<Objective, 'formula' | 'comparison'>, target: number): string => `${comparison === 'atLeast' ? '≥' : '≤'} ${amountText(formula, target)}`

/** `98,50% (197/200)`, a count, or "–"; `written` writes a whole number. */
export const figureText = (t: Pick<Texts, 'objectives'>, formula: Formula, { value, hits, total }: Pick<ObjectiveFigure, 'value' | 'hits' | 'total'>, written: (many: number) => string = String): string =>
  (isShare(formula) && hits !== null && total !== null && total > 0 ? `${value}% (${t.objectives.of(written(hits), written(total))})` : value)

const chanceText = (t: Pick<Texts, 'objectives'>, { chanceBp }: Forecast): string => (chanceBp < 100 ? t.objectives.hardly : chanceBp > 9_900 ? t.objectives.surely : t.objectives.likely(String(Math.round(chanceBp / 100))))

/** `98,10 đến 99,40; khả năng đạt 85%`, or that there is none. */
export const forecastText = (t: Pick<Texts, 'objectives'>, forecast: Forecast | null): string =>
  (forecast === null ? t.objectives.noForecast : `${t.objectives.between(forecast.low, forecast.high)}; ${chanceText(t, forecast)}`)

/** What the forecast counts on. */
export const restText = (t: Pick<Texts, 'objectives'>, { basis, rest }: Forecast): string =>
  (basis === 'lastYear' ? t.objectives.restLastYear : basis === 'ownPace' ? t.objectives.restOwnPace : t.objectives.restDays)(String(rest))
