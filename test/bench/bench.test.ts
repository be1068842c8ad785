import t from 'tap'
import { need } from '../support/needs.ts'
import { rowOf, tableHead } from './compare.ts'
import { findPgbench } from './pgbench.ts'
import { bench, shortPlan } from './transitions.ts'

t.setTimeout(300_000)

/** A short run beside other tests swings by far; the long run by hand is what counts (docs/bench.md). */
const floor = 0.1

t.test('over HTTP there is no collapse against pgbench with the same SQL at 1, 8 and 32 clients', async (t) => {
  const pgbench = findPgbench()
  if (!need(t, 'pgbench (Debian package postgresql-15)', pgbench !== undefined) || pgbench === undefined) return
  t.comment(tableHead)
  const levels = await bench(shortPlan, pgbench, (level) => t.comment(rowOf(level)))
  for (const { clients, ratio } of levels) t.ok(ratio.max > floor, `ratio ${ratio.max.toFixed(2)} at ${clients} clients`)
})
