/** The figures of the receipt log by month, channel and department against a count that reads the file by itself, and knows nothing of the service. */
import t from 'tap'
import { readFileSync } from 'node:fs'
import type { Cut } from '../../schemas/statistics.ts'
import { importLog } from '../../server/commands/import-log.ts'
import { agencyForLog } from '../../server/commands/log-agency.ts'
import { makeDeps } from '../../server/deps.ts'
import { statisticsOf } from '../../server/reports/statistics.ts'
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
const recount = (cases: readonly Seen[], keyOf: (one: Seen) => string): [string, Row][] => [...Map.groupBy(cases, keyOf)].map(([key, all]): [string, Row] => {
  const ended = all.filter(({ end }) => end !== '')
  const late = ended.filter(({ end, deadline }) => Date.parse(end) > Date.parse(deadline)).length
  return [key, [all.length, all.filter(({ channel }) => channel === 'Internet' || channel === 'e-mail').length, ended.length - late, late, all.length - ended.length]]
}).sort(([a], [b]) => (a < b ? -1 : 1))

t.test('by month, channel and department', async (t) => {
  if (!need(t, '../shared/data/receipt.csv', file !== null)) return
  const { url, orm } = await withDatabase(t)
  const pool = openPool({ url, poolSize: 2, onError: (error) => { throw error } })
  t.teardown(() => pool.end())
  const deps = makeDeps(pool, orm, { nowMs: () => Date.parse('2026-11-21T08:00:00Z') }, await withObjects(t))
  await importLog(deps, { file: file ?? '', definition: shippedProcedure('receipt-two-strands')!, mapping: {}, classifyBy: 'instant', zone, agency: () => agencyForLog(deps, undefined, zone), onProgress: () => undefined })
  const [tenant] = await listTenants(orm.em.fork())
  const cases = casesOf(readFileSync(file ?? '', 'utf8'))
  // The stamps carry the local offset, so their own first letters are the local month.
  const channels: Readonly<Record<string, string>> = { Internet: 'online', 'e-mail': 'online', Post: 'postal', Desk: 'direct', Intern: 'direct' }
  const cuts: readonly (readonly [Cut, (one: Seen) => string])[] = [['month', (one) => earliest(one).slice(0, 7)], ['channel', ({ channel }) => channels[channel] ?? channel], ['department', ({ department }) => department]]
  for (const [cut, keyOf] of cuts) {
    const report = await statisticsOf(deps, { tenantId: tenant?.id ?? '', zone, reader: null }, { from: '2010-01-01', to: '2013-12-31', asOf: null, by: [cut], kinds: ['log'], grouping: { ended: 'apart', paused: 'inProgress' } })
    const rows = report.rows.map(({ key, counts: { received, resolved, inProgress, apart } }): [string, Row] => [key[cut] ?? '', [received.total, received.online, resolved.early + resolved.onTime, resolved.late, inProgress.total + apart.ended]])
    t.same(rows.sort(([a], [b]) => (a < b ? -1 : 1)), recount(cases, keyOf), cut)
    // What the log states no end for is open to it, also where all steps of the procedure are done: closed, without a result.
    t.match(report.totals, { received: { total: 1434 }, resolved: { total: 952 + 377, late: 377 } })
    t.equal(report.totals.inProgress.total + report.totals.apart.ended, 105)
  }
})
