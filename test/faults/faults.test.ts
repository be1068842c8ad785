import t from 'tap'
import { isClean } from './check.ts'
import { killsOf, linesOf } from './main.ts'
import { runFaults } from './rig.ts'

t.setTimeout(400_000)

t.test('whatever is killed, everything acknowledged is there once, and the service comes back by itself', async (t) => {
  const report = await runFaults({ kills: killsOf(3, 3), clients: 16, workMs: { from: 300, to: 800 }, plant: null })
  for (const line of linesOf(report)) t.comment(line)
  t.ok(isClean(report.found), 'nothing lost, doubled, broken or contradictory')
  t.same(report.oddities, [], 'no answer that a client may not get')
  t.ok(report.acknowledged > 100 && report.retries > 0, 'there was work, and there were lost answers')
})

t.test('a service that answers before the commit is found out', async (t) => {
  const report = await runFaults({ kills: ['service', 'service'], clients: 16, workMs: { from: 300, to: 600 }, plant: 'early-ack' })
  t.ok(report.found.lost > 0, `${report.found.lost} lost transitions are reported`)
})

t.test('a database that confirms before the disk has it is found out', async (t) => {
  const report = await runFaults({ kills: ['cluster', 'cluster'], clients: 16, workMs: { from: 300, to: 600 }, plant: 'async-commit' })
  t.ok(report.found.lost > 0, `${report.found.lost} lost transitions are reported`)
})
