import t from 'tap'
import { checkedCourses } from '../../server/jobs/check-courses.ts'
import { listTenants } from '../../storage/tenants.ts'
import { startTestCluster, withEmptyDatabase } from '../support/postgres.ts'
import { withSample } from '../support/sample.ts'
import { countRollupDifferences } from '../../storage/rollup.ts'
import { courseHead, courseRow, measureCourses, measureReading, multiply, readingText } from './courses.ts'
import { measureLag, measureQuestions, measureReports, openFigures, questionRow, reportHead, reportRow } from './statistics.ts'

t.setTimeout(600_000)

/** So many times what a quiet machine takes; the long run by hand is what counts (docs/bench-statistics.md). */
const most = { reportMs: 10_000, lagMs: 60_000, readMs: 60 }

t.test('a province of 8,000 dossiers is reported out of the rollup, which is folded while people work and equals its recount', async (t) => {
  const { url } = await withEmptyDatabase(t)
  const cluster = await startTestCluster()
  t.teardown(() => cluster.stop())
  const superuser = Object.assign(new URL(cluster.superuserUrl), { pathname: new URL(url).pathname }).href
  const bench = await openFigures({ url, superuser }, { dossiers: 8_000, communes: 20, procedures: 40, years: 2, rows: true }, (words) => t.comment(words))
  t.comment(reportHead)
  for (const figure of await measureReports(bench, 2, (one) => t.comment(reportRow(one)))) {
    t.ok(figure.dossiers > 0 && figure.dossiers >= figure.read, `${figure.name}: ${figure.dossiers} dossiers in ${figure.read} rows`)
    t.ok(figure.report.min < most.reportMs, `${figure.report.min.toFixed(0)} ms`)
  }
  for (const { name, dossiers } of await measureQuestions(bench, true, 1, (one) => t.comment(questionRow(one)))) t.ok(dossiers > 0, `${name}: ${dossiers} dossiers`)
  const lag = await measureLag(bench, { clients: 2, seconds: 3 })
  t.ok(lag.transitions > 0 && lag.p99Ms < most.lagMs, `${lag.transitions} transitions, p99 ${lag.p99Ms.toFixed(0)} ms`)
  t.equal(await countRollupDifferences(bench.deps.pool, bench.agency.tenantId), 0)
  await bench.close()
})

t.test('journals twice as many as a commune has in a year are read, counted, and read anew as they were kept', async (t) => {
  const deps = await withSample(t)
  const tenantId = (await listTenants(deps.orm.em.fork()))[0]!.id
  const many = await multiply(deps, tenantId, { dossiers: 2_400, weeks: 13 })
  const reading = await measureReading(deps, tenantId)
  t.comment(readingText(reading))
  t.equal(reading.journals, many, 'each once')
  t.ok(reading.seconds * 1000 < many * most.readMs, 'in bounds')
  t.comment(courseHead)
  for (const { report, ...figure } of await measureCourses(deps, tenantId, 1, (one) => t.comment(courseRow(one)))) {
    t.ok(figure.dossiers > 0, `${figure.name}: ${figure.dossiers} dossiers`)
    t.ok(report.min < most.reportMs, `${report.min.toFixed(0)} ms`)
  }
  t.match(await checkedCourses(deps, tenantId), { dossiers: many, differing: 0 })
})
