/** The verdict on an action: exact, and under random noise wrongly "effective" no more often than its rate. Random numbers come from fixed seeds. */
import t from 'tap'
import { atLeast, atMost, type Effect, errorRate, fewerByChance, judge, leastNeeded, rateOfLook, shareBounds } from '../../workflows/quality/effect.ts'

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9

/** mulberry32: the same numbers for the same seed on every machine. */
const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6D2B79F5) | 0
  let x = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
  return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296
}
const hitsOf = (random: () => number, total: number, share: number): number => {
  let hits = 0
  for (let one = 0; one < total; one += 1) if (random() < share) hits += 1
  return hits
}

t.test('tails are those of the tables', async (t) => {
  t.ok(near(atMost(2, 10, 0.5), 56 / 1024))
  t.ok(near(atLeast(9, 10, 0.5), 11 / 1024))
  t.ok(near(fewerByChance({ hits: 3, total: 4 }, { hits: 1, total: 4 }), 17 / 70), 'Fisher, the lady tasting tea')
  const { low, high } = shareBounds({ hits: 1, total: 20 })
  t.ok(Math.abs(low - 0.0025614) < 1e-5 && Math.abs(high - 0.2161) < 1e-4, 'Clopper and Pearson, 90 % two-sided')
  t.same(shareBounds({ hits: 0, total: 0 }), { low: 0, high: 1 })
})

t.test('six late of forty, then none of sixty: effective; eight of forty against one per cent: not; three of a hundred: not told', async (t) => {
  const baseline = { hits: 6, total: 40 }
  const plan = { figure: 'lateShare' as const, baseline, target: 100, look: 1 }
  t.match(judge({ ...plan, window: { hits: 0, total: 60 } }), { verdict: 'effective', rate: errorRate / 2, rule: 'effect-1' })
  t.match(judge({ ...plan, window: { hits: 8, total: 40 } }), { verdict: 'notEffective' })
  t.match(judge({ ...plan, window: { hits: 1, total: 60 } }), { verdict: 'inconclusive' }, 'the target is missed, but chance does that')
  t.match(judge({ ...plan, window: { hits: 0, total: 10 } }), { verdict: 'inconclusive' }, 'too few to tell')
  t.match(judge({ ...plan, window: { hits: 0, total: 0 } }), { verdict: 'inconclusive', p: 1 })
  t.match(judge({ figure: 'recurrence', baseline: { hits: 8, total: 180 }, window: { hits: 0, total: 180 }, target: 0, look: 1 }), { verdict: 'effective' })
  t.match(judge({ figure: 'recurrence', baseline: { hits: 2, total: 180 }, window: { hits: 1, total: 90 }, target: 0, look: 1 }), { verdict: 'notEffective' })
})

t.test('a plan says how many dossiers it needs', async (t) => {
  for (const baseline of [{ hits: 6, total: 40 }, { hits: 2, total: 300 }, { hits: 30, total: 100 }]) {
    const least = leastNeeded(baseline) ?? 0
    t.ok(fewerByChance(baseline, { hits: 0, total: least }) <= rateOfLook(1) && fewerByChance(baseline, { hits: 0, total: least - 1 }) > rateOfLook(1))
  }
  t.equal(leastNeeded({ hits: 0, total: 50 }), null)
})

/** The verdict of a comparison, worked out once for each pair of counts. */
const verdicts = new Map<string, string>()
const verdictOf = (effect: Effect): string => {
  const key = JSON.stringify(effect)
  const known = verdicts.get(key) ?? judge(effect).verdict
  verdicts.set(key, known)
  return known
}

const plans = 1_000
t.test('nothing changed: over all its looks a plan says "effective" wrongly no more often than its rate', async (t) => {
  for (const [seed, { share, before, window, target }] of [
    { share: 0.05, before: 60, window: 40, target: 1_000 }, { share: 0.2, before: 40, window: 40, target: 10_000 }, { share: 0.02, before: 150, window: 80, target: 500 }, { share: 0.5, before: 60, window: 30, target: 10_000 },
  ].entries()) {
    const random = randomFrom(seed + 1)
    let wrong = 0
    for (let plan = 0; plan < plans; plan += 1) {
      const baseline = { hits: hitsOf(random, before, share), total: before }
      let counted = { hits: 0, total: 0 }
      for (let look = 1; look <= 3; look += 1) {
        counted = { hits: counted.hits + hitsOf(random, window, share), total: counted.total + window }
        const verdict = verdictOf({ figure: 'lateShare', baseline, window: counted, target, look })
        if (verdict === 'effective') wrong += 1
        if (verdict !== 'inconclusive') break
      }
    }
    t.comment(`share ${share}: ${(100 * wrong / plans).toFixed(2)} % wrong of ${plans}`)
    t.ok(wrong / plans <= errorRate)
  }
})

t.test('an alarm raised by a bad month alone: with its cases left out of the baseline the rate still holds', async (t) => {
  const random = randomFrom(99)
  let [alarms, wrong, naive] = [0, 0, 0]
  while (alarms < plans) {
    const month = hitsOf(random, 30, 0.04)
    if (month < 3) continue
    alarms += 1
    const window = { hits: hitsOf(random, 60, 0.04), total: 60 }
    const told = (baseline: { hits: number; total: number }): number => Number(verdictOf({ figure: 'lateShare', baseline, window, target: 10_000, look: 1 }) === 'effective')
    wrong += told({ hits: 0, total: 30 - month })
    naive += told({ hits: month, total: 30 })
  }
  t.comment(`${(100 * wrong / plans).toFixed(2)} % wrong; ${(100 * naive / plans).toFixed(2)} % with the alarm in the baseline`)
  t.ok(wrong / plans <= errorRate)
  t.ok(naive > wrong, 'leaving it in is worse')
})

t.test('what really improved is found', async (t) => {
  const random = randomFrom(7)
  let found = 0
  for (let plan = 0; plan < 200; plan += 1) {
    const window = { hits: hitsOf(random, 300, 0.005), total: 300 }
    found += Number(verdictOf({ figure: 'lateShare', baseline: { hits: hitsOf(random, 300, 0.06), total: 300 }, window, target: 100, look: 1 }) === 'effective')
  }
  t.comment(`from 6 % to 0.5 %: found ${found} times of 200 at the first look`)
  t.ok(found > 100)
})
