/** Judges the objectives of periods that are over, each once; what was missed becomes a nonconformity in the same transaction. docs/objectives.md. */
import type { Tenant } from '../../schemas/agency.ts'
import type { Objective, ObjectiveFigure } from '../../schemas/objective.ts'
import { addObjectiveResult, judgedPeriods, objectiveVersions, rootUnitOf } from '../../storage/objectives.ts'
import { inTransaction } from '../../storage/pool.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { planOfYear, reportingYearOf } from '../../workflows/objectives/periods.ts'
import { objectiveMissed } from '../../workflows/quality/derive.ts'
import { enterNonconformities } from '../commands/enter-nonconformities.ts'
import { objectivesOf } from '../reports/objectives/standing.ts'
import type { ObjectiveDeps } from '../reports/objectives/count.ts'

interface Judging { readonly deps: ObjectiveDeps; readonly tenant: Tenant; readonly nowMs: number; readonly rootUnitId: string }

/** `objective`: the version that held at the end of the period. Answers how many nonconformities were entered. */
const judge = async ({ deps, tenant, nowMs, rootUnitId }: Judging, objective: Objective, figure: ObjectiveFigure): Promise<number> => {
  const { period, to: lastDay, hits, total, light } = figure
  const found = objectiveMissed({ objective, period, lastDay, hits, total, light, rootUnitId })
  return inTransaction(deps.pool, async (client) => {
    const isFirst = await addObjectiveResult(client, tenant.id, { objectiveId: objective.id, period, version: objective.version, hits, total, light }, nowMs)
    if (!isFirst || found === null) return 0
    return (await enterNonconformities(client, [found], { tenantId: tenant.id, zone: tenant.zone, nowMs, by: null })).length
  })
}

/** The periods of a year that are over, by their names. */
const endedPeriods = (year: number, today: string): string[] => {
  const { quarters, ended: isOver } = planOfYear(year, today)
  return [...quarters.filter(({ ended }) => ended).map(({ period }) => period), ...(isOver ? [String(year)] : [])]
}

/**
 * Of this reporting year and the one before; nothing is counted where every period that is over has been judged. Answers how many nonconformities were entered.
 * What was recorded after a period was judged changes its figures on the page, and not the judgement.
 */
export const judgeObjectives = async (deps: ObjectiveDeps, tenant: Tenant, nowMs: number): Promise<number> => {
  const today = localDateOf(nowMs, tenant.zone)
  const rootUnitId = await rootUnitOf(deps.pool, tenant.id)
  if (rootUnitId === undefined) return 0
  let sum = 0
  for (const year of [reportingYearOf(today) - 1, reportingYearOf(today)]) {
    const [versions, judged] = await Promise.all([objectiveVersions(deps.pool, tenant.id, { year }), judgedPeriods(deps.pool, tenant.id, year)])
    const newest = [...Map.groupBy(versions, ({ objective }) => objective.id).values()].flatMap(([one]) => (one === undefined || one.objective.withdrawn ? [] : [one.objective]))
    const ended = endedPeriods(year, today)
    if (!newest.some(({ id }) => ended.some((period) => !judged.has(`${id} ${period}`)))) continue
    const standings = await objectivesOf(deps, { tenantId: tenant.id, zone: tenant.zone, knownAtMs: null }, { year })
    const open = standings.flatMap(({ objective: { id }, quarters, year: whole }) => [...quarters, whole].filter(({ ended: isOver, period }) => isOver && !judged.has(`${id} ${period}`)).map((figure) => ({ id, figure })))
    for (const { id, figure } of open) {
      const held = versions.find(({ objective }) => objective.id === id && objective.version === figure.version)
      if (held !== undefined) sum += await judge({ deps, tenant, nowMs, rootUnitId }, held.objective, figure)
    }
  }
  return sum
}
