import t from 'tap'
import { benchCalendar, rowOf as calendarRow } from './calendars.ts'
import { need } from '../support/needs.ts'
import { rowOf, tableHead } from './compare.ts'
import { findPgbench } from './pgbench.ts'
import { bench, shortPlan } from './transitions.ts'

t.setTimeout(600_000)

/** A short run beside other tests swings by far; the long run by hand is what counts (docs/bench.md). */
const floor = 0.1

t.test('over HTTP there is no collapse against pgbench with the same SQL at 1, 8 and 32 clients', async (t) => {
  const pgbench = findPgbench()
  if (!need(t, 'pgbench (Debian package postgresql-15)', pgbench !== undefined) || pgbench === undefined) return
  t.comment(tableHead)
  const levels = await bench(shortPlan, pgbench, (level) => t.comment(rowOf(level)))
  for (const { clients, ratio } of levels) t.ok(ratio.max > floor, `ratio ${ratio.max.toFixed(2)} at ${clients} clients`)
})

t.test('a change of the calendar stays in bounds: pages, the sum, and the job that puts it to open dossiers', async (t) => {
  const figures = await benchCalendar(800)
  t.comment(calendarRow(figures))
  t.ok(figures.moved > 500, `${figures.moved} due dates moved, as many as were announced`)
  t.ok(figures.pageMs < 10_000 && figures.lastPageMs < 10_000, 'a page')
  t.ok(figures.countMs < 60_000, 'the sum')
  t.ok(figures.jobSeconds < 240, 'the job')
})
