/** Objectives of the sample commune: every figure against the statistics, every number against the list behind it; set once, changed by versions, missed once. */
import t from 'tap'
import type { ObjectiveStanding } from '../../schemas/objective.ts'
import type { Deps } from '../../server/deps.ts'
import { judgeObjectives } from '../../server/jobs/judge-objectives.ts'
import { behindObjective } from '../../server/reports/objectives/read.ts'
import { objectivesOf } from '../../server/reports/objectives/standing.ts'
import { conformanceOf } from '../../server/reports/conformance.ts'
import { statisticsOf, usualGrouping, usualKinds } from '../../server/reports/statistics.ts'
import type { Reader } from '../../storage/dossiers.ts'
import { listTenants } from '../../storage/tenants.ts'
import { listUnits } from '../../storage/units.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import { enterSampleObjective, sampleNowMs, withSample } from '../support/sample.ts'

t.setTimeout(180_000)
const zone = 'Asia/Ho_Chi_Minh'
const deps: Deps = await withSample(t)
const tenant = (await listTenants(deps.orm.em.fork()))[0]!
const known = { tenantId: tenant.id, zone, knownAtMs: null }
const audience = { tenantId: tenant.id, zone, reader: null }
const units = await listUnits(deps.orm.em.fork(), tenant.id, '2026-11-20')
const all: Reader = { tenantId: tenant.id, accountId: units[0]!.id, zone, today: '2026-11-20', units: units.map(({ id }) => id), roles: [] }
const objectives = await objectivesOf(deps, known, { year: 2026 })
const named = (formula: string, unitId: string | null = null): ObjectiveStanding => objectives.find(({ objective }) => objective.formula === formula && objective.unitId === unitId) ?? t.fail(formula) as never

t.test('the share on or before time is the one of II.06a, in each quarter and in the year; the year is the sum of its quarters', async (t) => {
  const { quarters, year } = named('onTime')
  for (const { period, to, hits, total, value } of [...quarters, year]) {
    const { totals: { resolved }, shares } = await statisticsOf(deps, audience, { ...reportingPeriod(period), to, asOf: null, by: [], kinds: usualKinds, grouping: usualGrouping })
    t.same({ hits, total, value }, { hits: resolved.early + resolved.onTime, total: resolved.total, value: shares.notLate }, period)
  }
  t.equal(quarters.reduce((sum, { total }) => sum + (total ?? 0), 0), year.total)
  t.ok((year.total ?? 0) > 300 && quarters.length === 4 && quarters.filter(({ ended }) => ended).length === 3)
})

t.test('behind each number are as many dossiers as it says, of the unit too', async (t) => {
  for (const { objective, year, units: below } of objectives) {
    for (const what of ['hits', 'misses', 'total'] as const) {
      const behind = await behindObjective(deps, all, { objective, figure: year, part: { what, unitId: null } }, { afterId: null, limit: 5_000 })
      const expected = what === 'hits' ? year.hits : what === 'total' ? year.total : (year.total ?? 0) - (year.hits ?? 0)
      if (objective.formula !== 'complaints') t.equal(behind.found.length, expected, `${objective.name}: ${what}`)
    }
    for (const { unitId, hits, total } of below) {
      const behind = await behindObjective(deps, all, { objective, figure: year, part: { what: 'total', unitId } }, { afterId: null, limit: 5_000 })
      t.equal(behind.found.length, total ?? hits, `${objective.name} of a unit`)
    }
  }
})

t.test('a unit with an objective of its own is held to it, the others to that of the agency', async (t) => {
  const kt = units.find(({ code }) => code === 'KT')!.id
  const { units: below } = named('onTime')
  const own = named('onTime', kt)
  t.match(below.find(({ unitId }) => unitId === kt), { objectiveId: own.objective.id, target: 9800, hits: own.year.hits, total: own.year.total })
  t.ok(below.length >= 3 && below.filter(({ unitId }) => unitId !== kt).every(({ target, objectiveId }) => target === 9900 && objectiveId === null))
})

t.test('as of an instant: what was recorded later is not in it, and the same instant answers the same', async (t) => {
  const knownAtMs = parseInstant('2026-11-20T09:45', zone)
  const [once, again] = [await objectivesOf(deps, { ...known, knownAtMs }, { year: 2026 }), await objectivesOf(deps, { ...known, knownAtMs }, { year: 2026 })]
  t.same(once, again)
  t.same(once.map(({ year }) => year), objectives.map(({ year }) => year))
  t.same(await objectivesOf(deps, { ...known, knownAtMs: parseInstant('2026-06-01T09:30', zone) }, { year: 2026 }), [], 'nobody had decided them by then')
})

t.test('the forecast lies about the year so far and is told with what it counts on', async (t) => {
  const { forecast, year } = named('onTime')
  const number = (text = ''): number => Number(text.replace(',', '.'))
  t.ok(number(forecast?.low) <= number(year.value) && number(year.value) <= number(forecast?.high))
  t.ok((forecast?.rest ?? 0) > 0 && forecast?.basis === 'ownPace', 'the sample has no year before')
  const complaints = named('complaints')
  t.match(complaints.forecast, { low: String(complaints.year.hits), basis: 'days' }, 'what happened stays')
})

t.test('what was missed at the end of a period is one nonconformity, however often and by how many it is judged', async (t) => {
  const entered = await Promise.all([judgeObjectives(deps, tenant, sampleNowMs), judgeObjectives(deps, tenant, sampleNowMs)])
  const again = await judgeObjectives(deps, tenant, sampleNowMs)
  const { rows } = await deps.pool.query<{ cause: string; grade: string; facts: { hits: number; total: number } }>("select cause, grade, facts from nonconformity where source = 'missedObjective'")
  const missed = (await objectivesOf(deps, known, { year: 2026 })).flatMap(({ objective, quarters }) => quarters.filter(({ ended, light }) => ended && light === 'red').map(({ period }) => `objective:${objective.id}:${period}`))
  t.ok(missed.length > 0, 'the sample has a quarter that missed')
  t.same(rows.map(({ cause }) => cause).sort(), missed.sort())
  t.equal(entered[0] + entered[1], missed.length)
  t.equal(again, 0)
  const { rows: [kept] } = await deps.pool.query<{ many: number }>('select count(*)::int as many from objective_result')
  t.equal(kept?.many, 4 * 3, 'every objective in each of the three quarters that are over')
  await t.rejects(deps.pool.query("update objective_result set light = 'green'"), /./)
})

t.test('objectives over courses count what conformance counts', async (t) => {
  const { id } = await enterSampleObjective(deps, { formula: 'conformance', name: 'Đúng quy trình', comparison: 'atLeast', target: 9000 })
  const [found] = await objectivesOf(deps, known, { year: 2026, id, upTo: '2026-06-14' })
  const report = await conformanceOf(deps, audience, { from: found?.quarters[1]?.from ?? '', to: found?.quarters[1]?.to ?? '', procedure: null })
  t.match(found?.quarters[1], { hits: report.exact, total: report.dossiers, value: report.share })
  const asOf = '2026-07-01T08:00:00+07:00'
  t.equal((await conformanceOf(deps, audience, { from: '2026-01-01', to: '2026-06-14', procedure: null, asOf })).asOf, asOf, 'it says of which instant it is')
})
