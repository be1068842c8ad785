/** `quytrinh statistics` on a database of its own: the same figures as over HTTP, and clear refusals. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { IsoReport } from '../../schemas/report.ts'
import { officialForms, type OfficialTable, type StatisticsReport } from '../../schemas/statistics.ts'
import { runCli } from '../../server/cli/run.ts'
import { checkRollup, checkStatistics } from '../../server/jobs/check-statistics.ts'
import { at, withService } from '../support/live.ts'

t.setTimeout(120_000)
const live = await withService(t)
process.env['DATABASE_URL'] = live.url

const call = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCli(argv, { print: (line) => { out.push(line) }, complain: (line) => { err.push(line) } })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

t.test('one dossier received is one dossier counted, on the command line and over HTTP', async (t) => {
  const received = await live.ask('/api/v1/dossiers', { as: 'lan', headers: { 'idempotency-key': 'one' }, body: {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty Mẫu' }, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }],
    receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1,
  } })
  t.equal(received.status, 201)
  const day = String(at(received.json, 'receivedAt')).slice(0, 10)
  const told = await call('statistics', '--from', day, '--to', day, '--by', 'channel,procedure', '--agency', 'H19', '--json')
  t.equal(told.code, 0, told.err)
  const report = JSON.parse(told.out) as StatisticsReport
  t.match(report.totals, { received: { total: 1, directOrPostal: 1 }, inProgress: { total: 1, within: 1 } })
  t.match(report.rows, [{ key: { channel: 'direct', procedure: 'P1', field: null } }])
  const answer = await live.ask(`/api/v1/statistics?from=${day}&to=${day}&by=channel,procedure`, { as: 'lan' })
  t.strictSame((answer.json as StatisticsReport).rows, report.rows)
  const recounted = await call('statistics', '--from', day, '--to', day, '--recount', 'yes', '--agency', 'H19', '--json')
  t.match(JSON.parse(recounted.out), { agrees: true, recount: report.totals })
  for (const form of officialForms) {
    const table = JSON.parse((await call('statistics', '--form', form, '--from', day, '--to', day, '--by', form === '06b' ? 'unit' : 'field', '--agency', 'H19', '--json')).out) as OfficialTable
    const asked = await live.ask(`/api/v1/statistics/tables/${form}?from=${day}&to=${day}&by=${form === '06b' ? 'unit' : 'field'}`, { as: 'dung' })
    t.strictSame({ ...asked.json as OfficialTable, asOf: '' }, { ...table, asOf: '' }, form)
    t.same(table.broken, [], form)
  }
  t.match((await call('statistics', '--form', '06a', '--from', day, '--to', day, '--agency', 'H19')).out, /Total/)
  const tomorrow = { ...live.deps, clock: { nowMs: () => Date.now() + 86_400_000 } }
  t.same(await checkStatistics(tomorrow), [], 'the nightly check finds nothing')
  t.same(await checkRollup(tomorrow), [], 'nor does the one of the rollup')
  await live.deps.pool.query("update dossier set received_at = received_at - interval '400 days'")
  const altered = await call('statistics', '--from', day, '--to', day, '--recount', 'yes', '--agency', 'H19', '--json')
  t.equal(altered.code, 1, 'a row that somebody edited shows')
  t.match(JSON.parse(altered.out), { agrees: false })
  t.match(await checkStatistics(tomorrow), [{ tenantId: live.home.tenantId, counted: { received: { carriedOver: 1 } }, recounted: { received: { carriedOver: 0 } } }], 'and neither does it escape the nightly check')
  await live.deps.pool.query("update dossier_delta set number = 2 where number = 1")
  t.match(await checkRollup(tomorrow), [{ tenantId: live.home.tenantId }], 'a number of the rollup that somebody edited shows')
  t.equal((await call('statistics', '--from', day, '--to', day, '--as-of', '2001-01-01T00:00:00Z', '--agency', 'H19', '--json')).code, 0)
})

t.test('a report tells the figures of the statistics, and its file is of the kind that its name says', async (t) => {
  const question = ['--from', '2024-01-01', '--to', '2024-06-10', '--agency', 'H19', '--json']
  const { totals } = JSON.parse((await call('statistics', ...question)).out) as StatisticsReport
  const folder = t.testdir()
  for (const [kind, mark] of [['docx', 'PK'], ['pdf', '%PDF'], ['xlsx', 'PK']] as const) {
    const told = await call('report', 'halfYear', ...question, '--out', `${folder}/report.${kind}`)
    t.equal(told.code, 0, told.err)
    const { figures } = JSON.parse(told.out) as IsoReport
    t.equal(figures.find(({ id }) => id === 'received.total')?.value, totals.received.total)
    t.equal(readFileSync(`${folder}/report.${kind}`).toString('latin1', 0, mark.length), mark)
  }
  t.equal((await call('report', 'monthly', ...question)).code, 2, 'a layout that is none')
  t.equal((await call('report', 'annual', ...question, '--out', 'report.txt')).code, 2, 'a kind of file that is none')
})

t.test('a wrong question is refused in both languages', async (t) => {
  const agency = ['--agency', 'H19', '--json']
  for (const [words, code] of [
    [['--from', '2026-02-01'], 2], [['--from', '2026-02-01', '--to', '1/3/2026'], 2], [['--period', '2026', '--from', '2026-01-01'], 2], [['--period', '2026-13'], 1],
    [['--from', '2026-02-30', '--to', '2026-03-01'], 1], [['--from', '2026-02-02', '--to', '2026-02-01'], 1], [['--period', '2026', '--by', 'colour'], 1],
    [['--period', '2026', '--as-of', 'yesterday'], 1], [['--period', '2026', '--ended', 'gone'], 2],
  ] as const) {
    const { code: exit, out } = await call('statistics', ...words, ...agency)
    t.equal(exit, code, words.join(' '))
    t.match(JSON.parse(out), { title: /\p{L}/u, titleEn: /\p{L}/u })
  }
  t.match(JSON.parse((await call('statistics', '--period', '2026', '--agency', 'X99', '--json')).out), { status: 404, agencies: [] })
})
