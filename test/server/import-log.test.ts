/** Event logs become dossiers: on a real database, once, whole or not at all. */
import t, { type Test } from 'tap'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { runCli } from '../../server/cli/run.ts'
import { importLog, type ImportLog } from '../../server/commands/import-log.ts'
import { agencyForLog } from '../../server/commands/log-agency.ts'
import { makeDeps, type Deps } from '../../server/deps.ts'
import { checkedCourses } from '../../server/jobs/check-courses.ts'
import { readCourses, rulesByEntry } from '../../server/jobs/read-courses.ts'
import { openPool } from '../../storage/pool.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { listJournals } from '../../storage/statistics.ts'
import { listTenants } from '../../storage/tenants.ts'
import { countStays } from '../../storage/work-figures.ts'
import { commitmentOf, verifyChain } from '../../workflows/evidence/chain.ts'
import { addWork, foldWork, noWork } from '../../workflows/statistics/work.ts'
import { need } from '../support/needs.ts'
import { withObjects } from '../support/objects.ts'
import { withDatabase } from '../support/postgres.ts'
import { sharedFile } from '../support/shared.ts'

t.setTimeout(300_000)
const csvFile = sharedFile('data/receipt.csv') ?? ''
const xesFile = sharedFile('data/receipt.xes.gz') ?? ''
const nowMs = Date.parse('2026-11-21T08:00:00Z')
const procedure = (code: string): ProcedureDefinition => {
  const found = shippedProcedure(code)
  if (found === null) throw new Error(`not shipped: ${code}`)
  return found
}
const twoStrands = procedure('receipt-two-strands')

interface Service { readonly url: string; readonly deps: Deps; run(file: string, more?: Partial<ImportLog>): ReturnType<typeof importLog>; rows<T>(sql: string): Promise<T[]> }
const withImporter = async (t: Test): Promise<Service> => {
  const { url, orm } = await withDatabase(t)
  const pool = openPool({ url, poolSize: 4, onError: () => undefined })
  t.teardown(() => pool.end())
  const deps = makeDeps(pool, orm, { nowMs: () => nowMs }, await withObjects(t))
  const zone = 'Europe/Amsterdam'
  return {
    url, deps,
    run: (file, more = {}) => importLog(deps, {
      file, definition: twoStrands, mapping: {}, classifyBy: 'instant', zone, agency: () => agencyForLog(deps, undefined, zone), onProgress: () => undefined, ...more,
    }),
    rows: async <T>(sql: string) => (await pool.query(sql)).rows as T[],
  }
}
const counted = `select (select count(*)::int from tenant) tenants, (select count(*)::int from procedure_revision) procedures, (select count(*)::int from dossier) dossiers,
  (select count(*)::int from journal) entries, (select count(*)::int from imported_case) cases, (select coalesce(sum(last_number), 0)::int from dossier_number) numbers,
  (select count(*)::int from outbox) announced, (select md5(coalesce(string_agg(hash, '' order by dossier_id, seq), '')) from journal) journal`

const header = 'case:concept:name,concept:name,time:timestamp,case:startdate,case:enddate,case:deadline,org:resource'
const names = { C: 'Confirmation of receipt', ...Object.fromEntries(Object.values(twoStrands.events ?? {}).map(({ name }) => [name.en.split(' ')[0], name.en])) }
interface Case { id: string; course: string; start?: string; end?: string; deadline?: string }
/** One event an hour from nine o'clock on 3 October 2011. */
const rowsOf = ({ id, course, start = '2011-10-03 08:00', end = '', deadline = '2011-10-03 15:00' }: Case): string[] =>
  course.split(' ').map((event, hour) => `${id},${(names as Record<string, string>)[event] ?? event},2011-10-03 ${String(9 + hour).padStart(2, '0')}:00,${start},${end},${deadline},Resource${hour}`)
const logOf = (t: Test, ...cases: Case[]): string => {
  const file = join(t.testdir({}), 'log.csv')
  writeFileSync(file, [header, ...cases.flatMap(rowsOf), ''].join('\n'))
  return file
}

t.test('the log of a municipality: as its dates state and as its courses conform; again, and in the other format, nothing changes', async (t) => {
  if (!need(t, '../shared/data/receipt.csv', csvFile !== '') || !need(t, '../shared/data/receipt.xes.gz', xesFile !== '')) return
  const { run, rows, deps } = await withImporter(t)
  const expected = {
    dossiers: 1434, events: 8577, early: 0, onTime: 952, late: 377, open: 105, withoutDeadline: 0, conforming: 1135, running: 146, deviating: 153, skippedByLifecycle: 0,
  }
  t.same(await run(csvFile), { ...expected, imported: 1434 })
  const [after] = await rows<Record<string, unknown>>(counted)
  t.match(after, { tenants: 1, procedures: 1, dossiers: 1434, entries: 1434 + 8577 + 1329, cases: 1434, numbers: 1434, announced: 0 })
  t.same(await run(csvFile), { ...expected, imported: 0 })
  t.same(await run(xesFile), { ...expected, imported: 0 })
  t.same((await rows(counted))[0], after)
  const stored = await rows<{ timeliness: string | null; n: number }>('select timeliness, count(*)::int n from dossier group by 1 order by 1')
  t.same(stored, [{ timeliness: 'late', n: 377 }, { timeliness: 'onTime', n: 952 }, { timeliness: null, n: 105 }])
  await chainsHold(t, rows)
  await workIsTold(t, deps)
})

/** What is kept of imported journals is what they tell: read anew, and counted entry by entry. */
const workIsTold = async (t: Test, deps: Deps): Promise<void> => {
  const [tenant] = await listTenants(deps.orm.em.fork())
  const { id: tenantId, zone } = tenant!
  t.equal(await readCourses(deps, { tenantId, most: Infinity, onFault: (error) => { throw error } }), 1434)
  t.match(await checkedCourses(deps, tenantId), { dossiers: 1434, differing: 0 })
  const journals = await listJournals(deps.pool, tenantId, ['log'], { afterId: null, limit: 2_000 })
  const rulesOf = await rulesByEntry(deps, tenantId, journals.flatMap(({ entries }) => entries))
  const period = { fromMs: Date.parse('2011-01-01'), endMs: Date.parse('2012-01-01'), zone }
  const { rows } = await countStays(deps.pool, tenantId, null, { ...period, knownAtMs: null, nowMs, kinds: ['log'], by: 'step', only: { procedure: null, units: null }, today: '2026-11-21', overseers: [] })
  const folded = foldWork(journals.map(({ entries }) => ({ procedure: twoStrands.code, entries })), { ...period, knownAtMs: nowMs }, rulesOf)
  t.strictSame(rows.reduce((sum, one) => addWork(sum, one), noWork), folded.reduce((sum, { counts }) => addWork(sum, counts), noWork))
  t.ok(rows.length > 5 && rows.every(({ procedure: code }) => code === twoStrands.code))
}

t.test('a tracking book keeps its codes; whoever has none, or one that is taken, gets a number that nobody bears', async (t) => {
  const { run, rows } = await withImporter(t)
  const take = (...cases: string[]) => {
    const file = join(t.testdir({}), `book-${cases.length}-${cases[0]?.length}.csv`)
    writeFileSync(file, ['Mã hồ sơ;Ngày nhận;Hẹn trả kết quả;Trả kết quả', ...cases.map((code) => `${code};02/01/2024 08:30;05/01/2024;04/01/2024`)].join('\n'))
    return run(file, { definition: procedure('tracking-book'), classifyBy: 'date' })
  }
  const codes = async () => (await rows<{ code: string }>('select code from dossier order by id')).map(({ code }) => code)
  t.match(await take('LOG-240102-0007', 'số 12', 'H57.33-240102-0001', 'LOG-249902-0001'), { dossiers: 4, early: 4, conforming: 4, imported: 4 })
  t.same(await codes(), ['LOG-240102-0007', 'LOG-240102-0008', 'H57.33-240102-0001', 'LOG-249902-0001'])
  t.match(await take('LOG-240102-0007', 'LOG-240102-0008'), { imported: 1 }, 'what is there is not imported again')
  t.same((await codes()).at(-1), 'LOG-240102-0009', 'a code that another dossier bears')
})

const chainsHold = async (t: Test, rows: Service['rows']): Promise<void> => {
  const entries = await rows<{ dossier_id: string; seq: number; canonical: string; hash: string }>('select dossier_id, seq, canonical, hash from journal order by dossier_id, seq')
  const faults = [...Map.groupBy(entries, (entry) => entry.dossier_id).values()].flatMap((journal) => verifyChain(journal))
  t.same(faults, [], 'every chain is whole')
  const odd = await rows('select d.id from dossier d join journal j on (j.tenant_id, j.dossier_id, j.seq) = (d.tenant_id, d.id, d.journal_seq) where j.hash <> d.journal_hash or d.version <> d.journal_seq')
  t.same(odd, [], 'every dossier names the last hash of its journal')
}

t.test('a deviation is an entry of its own with what was allowed; an unknown activity keeps its words; the stated end stands in its place', async (t) => {
  const { run, rows } = await withImporter(t)
  const file = logOf(t, { id: 'a', course: 'C T04 Lunch T02 T04 T05 T06 T10', end: '2011-10-03 14:30' })
  t.match(await run(file), { dossiers: 1, events: 8, onTime: 1, deviating: 1 })
  const journal = (await rows<{ canonical: string }>('select canonical from journal order by seq')).map(({ canonical }) => JSON.parse(canonical) as JournalEntry)
  t.same(journal.map(({ event }) => event), ['START', 'CONFIRM', 'T04', 'UNKNOWN_ACTIVITY', 'T02', 'T04', 'T05', 'LOG_END', 'T06', 'T10'])
  t.same(journal[2]?.deviation, { rule: 'event-not-allowed', allowed: ['T02', 'T06'] })
  t.equal(journal[3]?.deviation?.rule, 'activity-unknown')
  const texts = await rows<{ seq: number; field: string; salt: string; value: string }>('select seq, field, salt, value from journal_personal order by seq, field')
  t.same(texts.filter(({ seq }) => seq === 4).map(({ field, value }) => [field, value]), [['activity', 'Lunch'], ['source', 'Resource2']], 'its words are a personal text')
  t.ok(texts.every(({ seq, field, salt, value }) => journal[seq - 1]?.personal?.[field] === commitmentOf(salt, value)), 'and the chain holds commitments to all')
  t.same([journal[0]?.at, journal[1]?.at, journal[7]?.at], ['2011-10-03T06:00:00+00:00', '2011-10-03T07:00:00+00:00', '2011-10-03T12:30:00+00:00'], 'at their own times')
  t.same([texts[0]?.value, journal[4]?.step, journal[7]?.timeliness, journal[9]?.status], ['Resource0', 'work.receipt.toCheck', 'onTime', 10])
  const [row] = await rows<{ body: Dossier; code: string }>('select body, code from dossier')
  t.equal(row?.code, 'LOG-111003-0001')
  t.match(row?.body, { done: true, status: 10, timeliness: 'onTime', resultReadyAtMs: Date.parse('2011-10-03T12:30:00Z'), clock: { dueAtMs: Date.parse('2011-10-03T13:00:00Z'), unit: 'none' } })
  await chainsHold(t, rows)
})

t.test('by date the whole day of the deadline is on time, and the day before it early', async (t) => {
  const { run } = await withImporter(t)
  const days: Case[] = ['2011-10-02 23:00', '2011-10-03 20:00', '2011-10-04 00:00', ''].map((end, n) => ({ id: `c${n}`, course: 'C', end, start: '2011-10-01' }))
  t.match(await run(logOf(t, ...days), { classifyBy: 'date' }), { early: 1, onTime: 1, late: 1, open: 1 })
  const none = { id: 'd', course: 'C', end: '2011-10-03 20:00', deadline: ' ' }
  t.match(await run(logOf(t, none), { classifyBy: 'date' }), { withoutDeadline: 1, early: 0, onTime: 0, late: 0, open: 0 })
})

t.test('a log that changed, a revision that changed, and a fault in the last line store nothing', async (t) => {
  const { run, rows } = await withImporter(t)
  const faulty = logOf(t, { id: 'a', course: 'C T02' })
  writeFileSync(faulty, 'b,', { flag: 'a' })
  await t.rejects(run(faulty), { code: 'log-malformed' })
  t.match((await rows(counted))[0], { tenants: 0, procedures: 0, dossiers: 0, numbers: 0 }, 'not even an agency')
  await run(logOf(t, { id: 'a', course: 'C T02' }))
  const [before] = await rows(counted)
  await t.rejects(run(logOf(t, { id: 'b', course: 'C' }, { id: 'a', course: 'C T06' })), { code: 'log-conflict', details: { case: 'a', reason: 'other-content' } })
  const edited = { ...twoStrands, title: { vi: 'khác', en: 'other' } }
  await t.rejects(run(logOf(t, { id: 'c', course: 'C' }), { definition: edited }), { code: 'procedure-immutable' })
  await t.rejects(run(logOf(t, { id: 'a', course: 'C T02' }), { definition: { ...edited, revision: 2 } }), { code: 'log-conflict', details: { reason: 'other-revision' } })
  t.same((await rows<object>(counted))[0], { ...(before as object), procedures: 2 }, 'only the second revision is published')
})

t.test('two imports at the same moment make each dossier once', async (t) => {
  const { run, rows } = await withImporter(t)
  await run(logOf(t, { id: 'a', course: 'C' }))
  const file = logOf(t, ...Array.from({ length: 20 }, (_, n) => ({ id: `c${n}`, course: 'C T02' })))
  const both = await Promise.all([run(file), run(file)])
  t.same(both.map(({ imported }) => imported).sort(), [0, 20])
  t.match((await rows(counted))[0], { dossiers: 21, numbers: 21 })
})

t.test('a log without a case is refused and stores nothing, not even an agency', async (t) => {
  const { run, rows } = await withImporter(t)
  const folder = t.testdir({
    'header.csv': `${header}\n`, 'empty.xes': '<?xml version="1.0"?><log xes.version="1.0"></log>', 'nothing.csv': '', 'blank.csv': `${header}\n\n\n`,
  })
  for (const name of ['header.csv', 'blank.csv', 'empty.xes']) await t.rejects(run(join(folder, name)), { code: 'log-empty', details: { file: name } }, name)
  await t.rejects(run(join(folder, 'nothing.csv')), { code: 'log-malformed' })
  t.match((await rows(counted))[0], { tenants: 0, procedures: 0, dossiers: 0 })
})

const call = async (url: string, words: string[]): Promise<{ code: number; out: string }> => {
  process.env['DATABASE_URL'] = url
  const out: string[] = []
  const code = await runCli(['import-log', ...words, '--json'], { print: (line) => { out.push(line) }, complain: () => undefined })
  return { code, out: out.join('\n') }
}

t.test('on the command line: one JSON value, 0 when done, 1 with a problem, 2 for wrong usage', async (t) => {
  const { url } = await withImporter(t)
  const file = logOf(t, { id: 'a', course: 'C T02 T04 T05 T06 T10', end: '2011-10-03 16:00' })
  const empty = join(dirname(file), 'header.csv')
  writeFileSync(empty, `${header}\n`)
  const done = await call(url, [file, '--procedure', 'receipt-wabo', '--classify', 'instant', '--time-zone', 'Europe/Amsterdam'])
  t.equal(done.code, 0)
  t.match(JSON.parse(done.out), { dossiers: 1, events: 6, late: 1, conforming: 1 })
  const refused: [string[], string][] = [
    [[file, '--procedure', 'none'], 'procedure-unknown'], [['none.csv', '--procedure', 'receipt-wabo'], 'file-unreadable'],
    [[file, '--procedure', 'receipt-wabo', '--mapping', file], 'log-mapping-invalid'], [[file, '--procedure', 'none.json'], 'file-unreadable'],
    [[file, '--procedure', 'receipt-wabo', '--agency', 'X'], 'invalid-request'], [[empty, '--procedure', 'receipt-wabo'], 'log-empty'],
  ]
  for (const [words, problem] of refused) {
    const { code, out } = await call(url, words)
    t.same([code, JSON.parse(out).type], [1, `/problems/${problem}`], words.slice(1).join(' '))
  }
  t.equal((await call(url, [file])).code, 2)
})
