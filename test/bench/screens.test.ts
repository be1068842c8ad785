import t from 'tap'
import { startTestCluster, withEmptyDatabase } from '../support/postgres.ts'
import { figureHead, figureRow, measureScreens, openBench } from './screens.ts'

t.setTimeout(600_000)

/** So many times what a quiet machine takes: a list that lost its index is slower by far. The long run by hand is what counts (docs/bench-screens.md). */
const mostMs = 5_000

t.test('every screen answers at 8,000 dossiers, and a list holds no more than its page', async (t) => {
  const { url } = await withEmptyDatabase(t)
  const cluster = await startTestCluster()
  t.teardown(() => cluster.stop())
  const superuser = Object.assign(new URL(cluster.superuserUrl), { pathname: new URL(url).pathname }).href
  const bench = await openBench({ url, superuser }, { dossiers: 8_000, communes: 4 }, (words) => t.comment(words))
  t.comment(figureHead)
  const figures = await measureScreens(bench, 3, (figure) => t.comment(figureRow(figure)))
  for (const { name, as, serverMs, rows } of figures) {
    t.ok(serverMs < mostMs, `${name}, ${as}: ${serverMs.toFixed(0)} ms`)
    t.ok(rows <= 50, `${rows} lines`)
  }
  await bench.close()
})
