/** The figures that corrective actions are measured by, counted from the statistics and the register: nobody types them in. */
import type { CorrectiveAction, Counted, MeasurePlan } from '../../schemas/corrective-action.ts'
import type { Cut, RowKey, StatisticsRow } from '../../schemas/statistics.ts'
import { countAlarms, countNonconformities } from '../../storage/quality/actions.ts'
import { addDays, daysBetween, startOfDateMs } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { statisticsOf, usualGrouping } from '../reports/statistics.ts'

type Counter = Pick<Deps, 'pool' | 'clock'>
/** First and last day, both counted. */
interface Days { readonly from: string; readonly to: string }
interface Where { readonly action: CorrectiveAction; readonly zone: string; readonly measure: MeasurePlan }

const isInScope = ({ scope: { unitId, field, procedure } }: MeasurePlan, key: RowKey): boolean =>
  (unitId === undefined || key.unit === unitId) && (field === undefined || key.field === field) && (procedure === undefined || key.procedure === procedure)

/** By what the scope tells apart, and nothing else: units, fields and procedures of a province together are more rows than a report has. */
const cutsOf = ({ scope: { unitId, field, procedure } }: MeasurePlan): Cut[] =>
  [...(unitId === undefined ? [] : ['unit' as const]), ...(field === undefined ? [] : ['field' as const]), ...(procedure === undefined ? [] : ['procedure' as const])]

/** Late or overdue dossiers of those resolved or overdue, out of rows that tell apart what the scope names. */
export const lateAmong = (rows: readonly Pick<StatisticsRow, 'key' | 'counts'>[], measure: MeasurePlan): Counted => rows.filter(({ key }) => isInScope(measure, key)).reduce<Counted>((sum, { counts: { resolved, inProgress } }) =>
  ({ hits: sum.hits + resolved.late + inProgress.overdue, total: sum.total + resolved.total + inProgress.overdue }), { hits: 0, total: 0 })

const lateIn = async (deps: Counter, { action, zone, measure }: Where, { from, to }: Days): Promise<Counted> => {
  const by = cutsOf(measure)
  const { rows } = await statisticsOf(deps, { tenantId: action.tenantId, zone, reader: null }, { from, to, asOf: null, by, kinds: ['tthc', 'internal'], grouping: usualGrouping })
  return lateAmong(rows, measure)
}

/** The figure in the window of a plan. */
export const countWindow = async (deps: Counter, where: Where): Promise<Counted> => {
  const { action, measure } = where
  const days = { from: measure.windowFrom, to: measure.windowTo }
  if (measure.figure === 'lateShare') return lateIn(deps, where, days)
  return { hits: await countNonconformities(deps.pool, action.tenantId, { unitId: measure.scope.unitId, ...days, without: [] }), total: daysBetween(days.from, days.to) + 1 }
}

/** The figure in the baseline, without what raised the alarm: a bad month is followed by a better one by itself, and would look like an effect. */
export const countBaseline = async (deps: Counter, where: Where): Promise<Counted> => {
  const { action, zone, measure } = where
  const days = { from: measure.baselineFrom, to: measure.baselineTo }
  if (measure.figure === 'recurrence') {
    return { hits: await countNonconformities(deps.pool, action.tenantId, { unitId: measure.scope.unitId, ...days, without: action.nonconformityIds }), total: daysBetween(days.from, days.to) + 1 }
  }
  const all = await lateIn(deps, where, days)
  const alarms = await countAlarms(deps.pool, action.tenantId, action.nonconformityIds, { fromMs: startOfDateMs(days.from, zone), endMs: startOfDateMs(addDays(days.to, 1), zone) }, measure.scope)
  return { hits: Math.max(0, all.hits - alarms), total: Math.max(0, all.total - alarms) }
}
