/** `quytrinh statistics` on a database of its own: the same figures as over HTTP, and clear refusals. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { IsoReport } from '../../schemas/report.ts'
import { officialForms, type OfficialTable, type StatisticsReport } from '../../schemas/statistics.ts'
import type { FiguresFile } from '../../schemas/subordinate.ts'
import { checkCourses } from '../../server/jobs/check-courses.ts'
import { checkRollup, checkStatistics } from '../../server/jobs/check-statistics.ts'
import { makeNow } from '../../server/reports/made.ts'
import { listTenants } from '../../storage/tenants.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { callCli as call } from '../support/cli.ts'
import { askAs, newClerk } from '../support/document-service.ts'
import { at, isProblem, withService } from '../support/live.ts'

t.setTimeout(120_000)
const live = await withService(t)
process.env['DATABASE_URL'] = live.url

const receive = (key: string) => live.ask('/api/v1/dossiers', { as: 'lan', headers: { 'idempotency-key': key }, body: {
  procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty Mẫu' }, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }],
  receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1,
} })

t.test('one dossier received is one dossier counted, on the command line and over HTTP', async (t) => {
  const received = await receive('one')
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
  t.match(JSON.parse(recounted.out), { agrees: true, recount: report.totals, courses: { dossiers: 1, differing: 0 } })
  for (const form of officialForms) {
    const table = JSON.parse((await call('statistics', '--form', form, '--from', day, '--to', day, '--by', form === '06b' ? 'unit' : 'field', '--agency', 'H19', '--json')).out) as OfficialTable
    const asked = await live.ask(`/api/v1/statistics/tables/${form}?from=${day}&to=${day}&by=${form === '06b' ? 'unit' : 'field'}`, { as: 'dung' })
    t.strictSame({ ...asked.json as OfficialTable, asOf: '' }, { ...table, asOf: '' }, form)
    t.same(table.broken, [], form)
  }
  const steps = (words: string) => live.ask(`/api/v1/statistics/tables/steps?from=${day}&to=${day}${words}`, { as: 'dung' })
  for (const [unit, code, open] of [['DESK', 'P1', 1], ['D2', 'P1', 0], ['DESK', 'P2', 0]] as const) {
    const narrow = JSON.parse((await call('statistics', '--form', 'steps', '--from', day, '--to', day, '--procedure', code, '--unit', unit, '--agency', 'H19', '--json')).out) as OfficialTable
    t.match(narrow, { scope: { procedure: code, unit: live.home.units[unit] }, totals: [0, 0, 0, 0, 0, open, 0] })
    t.strictSame({ ...(await steps(`&procedure=${code}&unit=${live.home.units[unit]}`)).json as OfficialTable, asOf: '' }, { ...narrow, asOf: '' }, `${code} in ${unit}`)
  }
  isProblem(t, await steps(`&unit=${live.home.tenantId}`), 'unit-unknown', 422, 'no unit of the agency')
  isProblem(t, await live.ask(`/api/v1/statistics/tables/06a?from=${day}&to=${day}&procedure=P1`, { as: 'dung' }), 'invalid-request', 400, 'a form that counts no work')
  const inWords = await Promise.all([['--by', 'unit,procedure'], ['--form', '06a'], ['--form', 'steps'], ['--form', 'people']].map((words) => call('statistics', ...words, '--from', day, '--to', day, '--agency', 'H19')))
  for (const { code, out } of inWords) {
    t.equal(code, 0)
    t.notMatch(out, /[0-9a-f]{8}-[0-9a-f]{4}-/, 'units and people by their names, not by identifiers')
  }
  t.match(inWords.map(({ out }) => out).join('\n'), /^D1 · .* \(P1\): received 1/m)
  t.match(inWords[1]?.out, /Total/)
  const tomorrow = { ...live.deps, clock: { nowMs: () => Date.now() + 86_400_000 } }
  const missed: string[] = []
  const onFault = (tenantId: string): void => { missed.push(tenantId) }
  t.same(await checkStatistics(tomorrow, onFault), [], 'the nightly check finds nothing')
  t.same(await checkRollup(tomorrow, onFault), [], 'nor does the one of the rollup')
  t.same(await checkCourses(tomorrow, onFault), [], 'nor the one of what journals tell')
  await live.deps.pool.query("update stay_part set holder_id = unit_id")
  const damaged = await call('statistics', '--from', day, '--to', day, '--recount', 'yes', '--agency', 'H19')
  t.equal(damaged.code, 1, 'what is kept of a journal and was edited shows')
  t.match(damaged.out, new RegExp(`journals alone agrees[^]*DIFFERS of 1: ${String(at(received.json, 'id'))}`))
  t.match(await checkCourses(tomorrow, onFault), [{ tenantId: live.home.tenantId, dossiers: 1, differing: 1, ids: [at(received.json, 'id')] }])
  await live.deps.pool.query("update dossier set received_at = received_at - interval '400 days'")
  const altered = await call('statistics', '--from', day, '--to', day, '--recount', 'yes', '--agency', 'H19', '--json')
  t.equal(altered.code, 1, 'a row that somebody edited shows')
  t.match(JSON.parse(altered.out), { agrees: false })
  t.same(missed, [])
  const { rows: [agency] } = await live.deps.pool.query<{ zone: string }>("update tenant t set zone = 'Nowhere/At_All' from tenant o where o.id = t.id and t.id = $1 returning o.zone", [live.other.tenantId])
  t.match(await checkStatistics(tomorrow, onFault), [{ tenantId: live.home.tenantId, counted: { received: { carriedOver: 1 } }, recounted: { received: { carriedOver: 0 } } }], 'and neither does it escape the nightly check')
  t.same(missed, [live.other.tenantId], 'an agency that cannot be checked is told of, and keeps no other from it')
  await live.deps.pool.query('update tenant set zone = $1 where id = $2', [agency?.zone, live.other.tenantId])
  await live.deps.pool.query("update dossier_delta set number = 2 where number = 1")
  t.match(await checkRollup(tomorrow, onFault), [{ tenantId: live.home.tenantId }], 'a number of the rollup that somebody edited shows')
  t.equal((await call('statistics', '--from', day, '--to', day, '--as-of', '2001-01-01T00:00:00Z', '--agency', 'H19', '--json')).code, 0)
})

t.test('how a form groups is decided once, from a day on: screen, API, command line, schedules and sealed figures follow it, and a question that says otherwise does not', async (t) => {
  const received = await receive('two')
  const id = String(at(received.json, 'id'))
  const day = String(at(received.json, 'receivedAt')).slice(0, 10)
  const to = addDays(day, 1)
  const withdrawn = await live.ask(`/api/v1/dossiers/${id}/events`, { as: 'lan', headers: { 'idempotency-key': 'gone', 'if-match': received.headers.get('etag') ?? '' }, body: { type: 'WITHDRAW', reason: 'Thôi nộp' } })
  t.equal(withdrawn.status, 200, withdrawn.text)
  const secretary = await newClerk(live, ['isoSecretary', 'ROOT'], ['agencyLeader', 'ROOT'])
  const days = `from=${day}&to=${to}`
  const ask = async (path: string) => (await askAs(live, secretary, path)).json
  const body = { form: '06a', ended: 'apart', paused: 'inProgress', decision: '77/QĐ-UBND', validFrom: day }
  isProblem(t, await askAs(live, await newClerk(live, ['specialist', 'D1']), '/api/v1/form-groupings', { body }), 'role-not-granted', 403, 'a specialist')
  t.match(await ask(`/api/v1/statistics?${days}`), { grouping: { ended: 'resolved' }, totals: { resolved: { total: 1 }, apart: { ended: 0 } } })
  t.equal((await askAs(live, secretary, '/api/v1/form-groupings', { body })).status, 201)
  isProblem(t, await askAs(live, secretary, '/api/v1/form-groupings', { body: { ...body, ended: 'resolved' } }), 'name-taken', 409, 'two from one day')
  t.match(await ask('/api/v1/form-groupings'), { items: [{ ...body, by: /./, enteredAt: /./ }] })
  await t.rejects(live.deps.pool.query("update form_grouping set ended = 'resolved'"), /./)

  const expected = { grouping: { ended: 'apart', paused: 'inProgress' }, totals: { resolved: { total: 0 }, apart: { ended: 1 } } }
  t.match(await ask(`/api/v1/statistics?${days}`), expected)
  const words = ['--from', day, '--to', to, '--agency', 'H19', '--json']
  t.match(JSON.parse((await call('statistics', ...words)).out), expected)
  const table = JSON.parse((await call('statistics', '--form', '06a', ...words)).out) as OfficialTable
  t.strictSame({ ...await ask(`/api/v1/statistics/tables/06a?${days}`) as OfficialTable, asOf: '' }, { ...table, asOf: '' })
  const apart = table.columns.findIndex(({ key }) => key === 'apart')
  t.equal(table.totals[apart], 1)
  const typed = (one: string): string => one.split('-').reverse().join('/')
  t.match((await askAs(live, secretary, `/statistics?from=${typed(day)}&to=${typed(to)}`)).text, /dừng hẳn: để riêng; [^]*Theo 77\/QĐ-UBND/)
  t.match((await askAs(live, secretary, '/statistics/groupings')).text, /06a[^]*Để riêng[^]*77\/QĐ-UBND/)
  const file = `${t.testdir()}/figures.json`
  t.equal((await call('statistics', '--out', file, ...words)).code, 0)
  const sealed = JSON.parse(readFileSync(file, 'utf8')) as FiguresFile
  t.match([sealed.grouping, sealed.totals.at(-1)], [expected.grouping, 1])
  const [tenant] = (await listTenants(live.deps.orm.em.fork())).filter(({ id: one }) => one === live.home.tenantId)
  t.match(JSON.parse((await makeNow(live.deps, tenant!, '06a', { from: day, to })).body), { grouping: expected.grouping, totals: sealed.totals }, 'as a schedule makes it')
  t.equal(((await ask(`/api/v1/reports/halfYear?${days}`) as IsoReport).figures.find(({ id: one }) => one === 'apart.ended'))?.value, 1)

  const usual = { grouping: { ended: 'resolved', paused: 'inProgress' } }
  t.match(await ask(`/api/v1/statistics?${days}&ended=resolved`), { ...usual, totals: { resolved: { total: 1 } } }, 'the question says otherwise')
  t.match(JSON.parse((await call('statistics', '--ended', 'resolved', ...words)).out), usual)
  t.match(await ask(`/api/v1/statistics/tables/weekly?${days}`), usual, 'another form')
  t.match(await ask(`/api/v1/statistics?from=2020-01-01&to=${addDays(day, -1)}`), usual, 'a period that ended before its day')
  t.match(await ask(`/api/v1/statistics?${days}&asOf=2001-01-01T00:00:00Z`), usual, 'as of an instant when nobody had decided it')
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
    [['--period', '2026', '--as-of', 'yesterday'], 1], [['--period', '2026', '--ended', 'gone'], 2], [['--period', '2026', '--procedure', 'P1'], 2],
    [['--period', '2026', '--form', 'weekly', '--procedure', 'P1'], 1], [['--period', '2026', '--form', 'steps', '--unit', 'NONE'], 1],
  ] as const) {
    const { code: exit, out } = await call('statistics', ...words, ...agency)
    t.equal(exit, code, words.join(' '))
    t.match(JSON.parse(out), { title: /\p{L}/u, titleEn: /\p{L}/u })
  }
  t.match(JSON.parse((await call('statistics', '--period', '2026', '--agency', 'X99', '--json')).out), { status: 404, agencies: [] })
})
