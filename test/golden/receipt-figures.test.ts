/** The figures of the receipt log by month, channel and department against a count that reads the file by itself, and knows nothing of the service. */
import t from 'tap'
import { readFileSync } from 'node:fs'
import type { Cut } from '../../schemas/statistics.ts'
import { importLog } from '../../server/commands/import-log.ts'
import { agencyForLog } from '../../server/commands/log-agency.ts'
import { makeDeps } from '../../server/deps.ts'
import { recountOf, statisticsOf } from '../../server/reports/statistics.ts'
import { openPool } from '../../storage/pool.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { listTenants } from '../../storage/tenants.ts'
import { need } from '../support/needs.ts'
import { withObjects } from '../support/objects.ts'
import { withDatabase } from '../support/postgres.ts'
import { sharedFile } from '../support/shared.ts'

t.setTimeout(300_000)
const file = sharedFile('data/receipt.csv')
const zone = 'Europe/Amsterdam'

interface Seen { start: string; end: string; deadline: string; channel: string; department: string; firstEvent: string }
type Row = readonly [received: number, online: number, onTime: number, late: number, open: number]

/** One line an event, no quotes: split at commas. */
const casesOf = (text: string): Seen[] => {
  const [head = '', ...lines] = text.trim().split('\n')
  const columns = head.trim().split(',')
  const cases = new Map<string, Seen>()
  for (const line of lines) {
    const cells = line.trim().split(',')
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? ''
    const known = cases.get(cell('case:concept:name'))
    const at = cell('time:timestamp')
    if (known !== undefined && new Date(known.firstEvent) <= new Date(at)) continue
    cases.set(cell('case:concept:name'), { start: cell('case:startdate'), end: cell('case:enddate'), deadline: cell('case:deadline'), channel: cell('case:channel'), department: cell('case:department'), firstEvent: at })
  }
  return [...cases.values()]
}

const earliest = ({ start, end, firstEvent }: Seen): string => [start, end, firstEvent].filter((one) => one !== '').toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? ''
const channels: Readonly<Record<string, string>> = { Internet: 'online', 'e-mail': 'online', Post: 'postal', Desk: 'direct', Intern: 'direct' }
const isOnline = ({ channel }: Seen): boolean => channel === 'Internet' || channel === 'e-mail'
/** The day before the next month's first. */
const lastDayOf = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)
const recount = (cases: readonly Seen[], keyOf: (one: Seen) => string): [string, Row][] => [...Map.groupBy(cases, keyOf)].map(([key, all]): [string, Row] => {
  const ended = all.filter(({ end }) => end !== '')
  const late = ended.filter(({ end, deadline }) => Date.parse(end) > Date.parse(deadline)).length
  return [key, [all.length, all.filter(isOnline).length, ended.length - late, late, all.length - ended.length]]
}).sort(([a], [b]) => (a < b ? -1 : 1))

t.test('by month, channel and department, each for itself and all at once, and month after month as a report', async (t) => {
  if (!need(t, '../shared/data/receipt.csv', file !== null)) return
  const { url, orm } = await withDatabase(t)
  const pool = openPool({ url, poolSize: 2, onError: (error) => { throw error } })
  t.teardown(() => pool.end())
  const deps = makeDeps(pool, orm, { nowMs: () => Date.parse('2026-11-21T08:00:00Z') }, await withObjects(t))
  await importLog(deps, { file: file ?? '', definition: shippedProcedure('receipt-two-strands')!, mapping: {}, classifyBy: 'instant', zone, agency: () => agencyForLog(deps, undefined, zone), onProgress: () => undefined })
  const [tenant] = await listTenants(orm.em.fork())
  const cases = casesOf(readFileSync(file ?? '', 'utf8'))
  const audience = { tenantId: tenant?.id ?? '', zone, reader: null }
  const questionOf = (from: string, to: string, by: readonly Cut[]) => ({ from, to, asOf: null, by, kinds: ['log'] as const, grouping: { ended: 'apart', paused: 'inProgress' } as const })
  const ask = (from: string, to: string, by: readonly Cut[]) => statisticsOf(deps, audience, questionOf(from, to, by))

  // The stamps carry the local offset, so their own first letters are the local month.
  const keys = { month: (one: Seen) => earliest(one).slice(0, 7), channel: ({ channel }: Seen) => channels[channel] ?? channel, department: ({ department }: Seen) => department }
  for (const by of [['month'], ['channel'], ['department'], ['month', 'channel', 'department']] as const) {
    const report = await ask('2010-01-01', '2013-12-31', by)
    const rows = report.rows.map(({ key, counts: { received, resolved, inProgress, apart } }): [string, Row] =>
      [by.map((cut) => key[cut] ?? '').join(' '), [received.total, received.online, resolved.early + resolved.onTime, resolved.late, inProgress.total + apart.ended]])
    t.same(rows.sort(([a], [b]) => (a < b ? -1 : 1)), recount(cases, (one) => by.map((cut) => keys[cut](one)).join(' ')), by.join(', '))
    // What the log states no end for is open to it, also where all steps of the procedure are done: closed, without a result.
    t.match(report.totals, { received: { total: 1434 }, resolved: { total: 952 + 377, late: 377 } })
    t.equal(report.totals.inProgress.total + report.totals.apart.ended, 105)
  }

  const months = new Set(cases.flatMap((one) => [earliest(one), one.end].filter((stamp) => stamp !== '').map((stamp) => stamp.slice(0, 7))))
  t.ok(months.size > 12, `${months.size} months`)
  for (const month of months) {
    const { totals: { received, resolved } } = await ask(`${month}-01`, lastDayOf(month), [])
    const [came, went] = [cases.filter((one) => keys.month(one) === month), cases.filter(({ end }) => end.startsWith(month))]
    const late = went.filter(({ end, deadline }) => Date.parse(end) > Date.parse(deadline)).length
    t.same([received.online + received.directOrPostal, received.online, resolved.early + resolved.onTime, resolved.late], [came.length, came.filter(isOnline).length, went.length - late, late], month)
  }
  for (const [from, to] of [['2011-10-01', '2011-10-31'], ['2011-03-05', '2011-08-20']] as const) t.same((await ask(from, to, [])).totals, await recountOf(deps, audience, questionOf(from, to, [])), 'the journals alone tell the same')
})
