/** The official tables: their identities for whatever is counted, the tree as it stood, and who used most of a limit. */
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import type { Grouping } from '../../schemas/statistics.ts'
import { attributionOf } from '../../workflows/statistics/causes.ts'
import { standings, standingOf, type Standing } from '../../workflows/statistics/counts.ts'
import { brokenIn, figuresBy, formPlans } from '../../workflows/statistics/forms.ts'
import { mannerIndex, nineIndices, onlineIndex, returnIndex, timeIndex } from '../../workflows/statistics/scoring.ts'
import { treeLines, type TreeUnit } from '../../workflows/statistics/tree.ts'

const open = (pace: Standing['pace']): boolean => pace === 'within' || pace === 'overdue'
/** Standings that a dossier can have: what is open is within or overdue, what has ended is not. */
const possible = [...standings.values()].filter(({ state, pace }) => (state === 'working' || state === 'paused') === open(pace) && (pace !== null || state === 'ready'))
const grouping: Arbitrary<Grouping> = fc.record({ ended: fc.constantFrom('resolved', 'apart'), paused: fc.constantFrom('inProgress', 'apart') })
const pairs = fc.array(fc.tuple(fc.constantFrom(...possible), fc.nat(500)), { maxLength: 60 })

t.test('the identities of every form hold, whatever is counted and however it is grouped', async (t) => {
  for (const form of ['06a', '06b', 'weekly', '766'] as const) {
    const plan = formPlans[form]
    fc.assert(fc.property(pairs, grouping, (counted, how) => {
      const broken = brokenIn(plan, plan.columns, figuresBy(plan, how)(counted))
      if (broken.length > 0) throw new Error(`${form}: ${broken.join('; ')}`)
    }))
  }
  const plan = formPlans['06a']
  t.same(brokenIn(plan, plan.columns, [875, 472, 403, 0, 820, 627, 190, 3, 55, 55, 0, 1]), ['3=7+11+apart'], 'and one that does not is named')
  t.same(brokenIn(plan, plan.columns, [875, null, null, null, 820, 627, 190, 3, 55, null, null, 0]), [], 'what is not known breaks nothing: seed 001 states no columns 4 to 6, 12 and 13')
})

t.test('a withdrawn dossier is resolved or apart as the form says, and always done in the decision; a stopped one is paused there', async (t) => {
  const [withdrawn, stopped] = ['direct/-/new/withdrawn/onTime/no', 'direct/-/new/stopped/late/no'].map(standingOf) as [Standing, Standing]
  const figure = (form: '06a' | '766', standing: Standing, key: string, ended: Grouping['ended']): number => {
    const plan = formPlans[form]
    return figuresBy(plan, { ended, paused: 'inProgress' })([[standing, 1]])[plan.columns.findIndex((one) => one.key === key)] ?? -1
  }
  t.same([figure('06a', withdrawn, '9', 'resolved'), figure('06a', withdrawn, 'apart', 'resolved'), figure('06a', withdrawn, '7', 'apart'), figure('06a', withdrawn, 'apart', 'apart')], [1, 0, 0, 1])
  t.same([figure('766', withdrawn, 'done', 'apart'), figure('766', stopped, 'done', 'apart'), figure('766', stopped, 'pausedOverdue', 'resolved')], [1, 0, 1])
})

const unit = (id: string, parentId: string | null, validFrom = '2020-01-01', validTo: string | null = null): TreeUnit => ({ id, code: id, parentId, validFrom, validTo })

t.test('units are rolled up as the tree stood on the day', async (t) => {
  const units = [unit('P', null), unit('D', 'P', '2020-01-01', '2025-06-30'), unit('C1', 'D', '2020-01-01', '2025-06-30'), unit('C2', 'P', '2025-07-01'), unit('X', 'P')]
  const lines = (counted: string[], on: string): [string, number, string][] => treeLines(units, new Set(counted), on).map(({ id, depth, units: below }) => [id, depth, below.join(' ')])
  t.same(lines(['C1'], '2024-12-31'), [['P', 0, 'P D C1 C2 X'], ['D', 1, 'D C1'], ['C1', 2, 'C1']])
  t.same(lines(['C1', 'C2'], '2025-12-31'), [['P', 0, 'P D C1 C2 X'], ['C2', 1, 'C2'], ['C1', 1, 'C1']], 'the district is gone, what it had counts at the province')
})

t.test('the cause is who used most of the limit', async (t) => {
  const time = (keeper: 'unit' | 'person' | 'superior', used: number, workingMs: number) => ({ keeper, accountId: null, unitId: 'u', workingMs, share: 0, elapsed: used, used })
  t.match(attributionOf({ unit: 'workingDay', keepers: [time('person', 2, 9), time('unit', 3, 1), time('person', 2, 1)] }), { cause: 'person', used: { person: 4, unit: 3, superior: 0 } })
  t.equal(attributionOf({ unit: 'workingDay', keepers: [time('superior', 1, 5), time('unit', 1, 4)] }).cause, 'superior', 'of equals the one with more working time')
  t.equal(attributionOf({ unit: 'none', keepers: [] }).cause, 'unknown')
})

t.test('indices of the circular that follow from the journal; the others are left out', async (t) => {
  const ready = (pace: 'early' | 'onTime' | 'late', channel = 'direct'): Standing => standingOf(`${channel}/-/new/ready/${pace}/no`)
  t.same(timeIndex([[ready('early'), 6], [ready('onTime'), 3], [ready('late'), 1]]), { index: 1, points: 15, dossiers: 10 })
  t.same(returnIndex({ none: 7, once: 2, more: 1 }), { index: 3, points: 16, dossiers: 10 })
  t.same(mannerIndex([[ready('early'), 6], [ready('onTime'), 3], [ready('late'), 1]], [[ready('early'), 1], [ready('onTime'), 1], [ready('late'), 1]]), { index: 7, points: 12, dossiers: 10 }, 'what somebody complained about has no points')
  t.equal(mannerIndex([[ready('early'), 6]], null).points, null, 'a register of complaints that nobody used tells nothing')
  const online = (many: number, late: number): number | null => onlineIndex([[ready('early', 'online'), many - late], [ready('late', 'online'), late], [ready('early'), 100 - many]]).points
  t.same([online(30, 0), online(29, 0), online(40, 1), online(15, 0), online(14, 0)], [2, 1, 1, 1, 0])
  t.same(nineIndices([returnIndex({ none: 0, once: 0, more: 0 })]).map(({ points }) => points), Array.from({ length: 9 }, () => null))
})
