/** What journals tell, kept and counted: work by step and by person, how dossiers ran, causes of lateness; against the journals alone, and who may see whose. */
import { isDeepStrictEqual } from 'node:util'
import fc from '../support/property.ts'
import t, { type Test } from 'tap'
import type { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import type { WorkScope } from '../../schemas/statistics.ts'
import { checkCourses, checkedCourses } from '../../server/jobs/check-courses.ts'
import { readCourses, rulesByEntry } from '../../server/jobs/read-courses.ts'
import { behindConformance, conformanceOf, type ConformanceNumber } from '../../server/reports/conformance.ts'
import { behindNumber, officialTable } from '../../server/reports/tables.ts'
import { allWork } from '../../server/reports/work-tables.ts'
import { usualGrouping, usualKinds } from '../../server/reports/statistics.ts'
import { countStays, type WorkCut, type WorkRow } from '../../storage/work-figures.ts'
import { inTransaction } from '../../storage/pool.ts'
import { listTenants } from '../../storage/tenants.ts'
import { createAccount } from '../../storage/accounts.ts'
import type { Reader } from '../../storage/dossiers.ts'
import { grantRole } from '../../storage/grants.ts'
import { beginSession } from '../../storage/sessions.ts'
import { findSignedIn } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { hashToken } from '../../server/plugins/credentials.ts'
import { dossiersBehind } from '../../storage/statistics.ts'
import { addDays, formatInstant, parseInstant, startOfDateMs } from '../../workflows/calendar/index.ts'
import { reasonsOf } from '../../workflows/dossier/reasons.ts'
import { attributionOf } from '../../workflows/statistics/causes.ts'
import { standings } from '../../workflows/statistics/counts.ts'
import { courseTaken } from '../../workflows/statistics/courses.ts'
import { causeColumns } from '../../workflows/statistics/forms.ts'
import { addWork, foldWork, noWork, type KeyedWork, type WorkCounts } from '../../workflows/statistics/work.ts'
import { sampleNowMs, withSample } from '../support/sample.ts'

t.setTimeout(300_000)
const zone = 'Asia/Ho_Chi_Minh'
const deps = await withSample(t)
const { pool } = deps
const tenantId = (await listTenants(deps.orm.em.fork()))[0]!.id
const read = await readCourses(deps, { tenantId, most: Infinity, onFault: (error) => { throw error } })

interface Row { dossier: Dossier; procedure: string; kind: string; entries: JournalEntry[] }
const rows = (await pool.query<Row>(`select d.body as dossier, d.procedure_code as procedure, r.kind, jsonb_agg(j.canonical::jsonb order by j.seq) as entries
  from dossier d join journal j on j.tenant_id = d.tenant_id and j.dossier_id = d.id join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash
 group by d.tenant_id, d.id, r.kind`)).rows
const rulesOf = await rulesByEntry(deps, tenantId, rows.flatMap(({ entries }) => entries))

const summed = (found: readonly KeyedWork[], by: WorkCut): Map<string, WorkCounts> => found.reduce((sums, { key, counts }) => {
  const name = by === 'step' ? `${key.procedure} ${key.step}` : key.holderId ?? '-'
  return sums.set(name, addWork(sums.get(name) ?? noWork, counts))
}, new Map<string, WorkCounts>())
const named = (told: readonly WorkRow[], by: WorkCut): Map<string, WorkCounts> =>
  new Map(told.map(({ procedure, step, person, ...counts }) => [by === 'step' ? `${procedure} ${step}` : person ?? '-', counts]))
const sorted = (counts: Map<string, WorkCounts>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, addWork(noWork, one)])

const day = fc.integer({ min: -420, max: 10 }).map((n) => addDays('2026-11-20', n))
const units = await listUnits(deps.orm.em.fork(), tenantId, '2026-11-20')
const below = (unit: string): string[] => [unit, ...units.filter(({ parentId }) => parentId === unit).flatMap(({ id }) => below(id))]
const inHands = [...new Map(rows.flatMap(({ procedure, entries }) => entries.flatMap(({ steps }) => steps.map(({ unit }): [string, WorkScope] => [`${procedure} ${unit}`, { procedure, unit }])))).values()]
const codes = [...new Set(inHands.map(({ procedure }) => procedure))]
const scope = fc.oneof(fc.constant(allWork), fc.constantFrom(...inHands), fc.constantFrom(...codes).map((procedure): WorkScope => ({ procedure, unit: null })), fc.constantFrom(...units).map(({ id }): WorkScope => ({ procedure: null, unit: id })))
const question = fc.record({ scope, a: day, b: day, knownAgoMs: fc.option(fc.integer({ min: 0, max: 420 * 86_400_000 })), by: fc.constantFrom('step', 'person'), kinds: fc.constantFrom(usualKinds, ['tthc', 'log', 'internal'] as const) })

t.test('SQL counts the work that the journals tell, by step and by person, as of any instant', async (t) => {
  t.equal(read, rows.length, 'every journal was read')
  let [nonEmpty, over, narrowed] = [0, 0, 0]
  await fc.assert(fc.asyncProperty(question, async ({ scope: { procedure, unit }, a, b, knownAgoMs, by, kinds }) => {
    const [from, to] = a < b ? [a, b] : [b, a]
    const bounds = { fromMs: startOfDateMs(from, zone), endMs: startOfDateMs(addDays(to, 1), zone) }
    const asked = { ...bounds, knownAtMs: knownAgoMs === null ? null : sampleNowMs - knownAgoMs, nowMs: sampleNowMs, zone, kinds, by, only: { procedure, units: unit === null ? null : below(unit) }, today: '2026-11-20', overseers: [] } as const
    const told = named((await countStays(pool, tenantId, null, asked)).rows, by)
    const all = foldWork(rows.filter(({ kind }) => kinds.some((one) => one === kind)), { ...bounds, knownAtMs: sampleNowMs - (knownAgoMs ?? 0), zone }, rulesOf)
    const expected = summed(all.filter(({ key }) => (procedure === null || key.procedure === procedure) && (unit === null || below(unit).includes(key.unitId))), by)
    if (procedure !== null && unit !== null && told.size > 0) narrowed++
    if (told.size > 1) nonEmpty++
    if ([...told.values()].some((one) => one.over > 0 && one.openOver > 0)) over++
    if (!isDeepStrictEqual(sorted(told), sorted(expected))) t.strictSame(sorted(told), sorted(expected), `${from} to ${to}, known ${knownAgoMs ?? 'now'}, by ${by}, ${procedure} of ${unit}`)
  }), { numRuns: 35 })
  t.ok(nonEmpty > 5 && over > 1, `${nonEmpty} with work, ${over} with steps over their limits`)
  t.ok(narrowed > 0, `${narrowed} of one procedure in one unit`)
})

const year = { fromMs: startOfDateMs('2026-01-01', zone), endMs: startOfDateMs('2027-01-01', zone), knownAtMs: sampleNowMs, zone }
const reachOf = (reader: Reader, roles: readonly string[]): Set<string> => new Set(reader.roles.filter(({ role }) => roles.includes(role)).flatMap(({ unitId }) => below(unitId)))

const worked = rows.filter(({ kind }) => kind !== 'internal').map((row) => ({ dossier: row.dossier, work: foldWork([row], year, rulesOf) }))

/** What a person may see of other people's work, reckoned from the registers: their own, and of the units where they are head, leader or ISO secretary; of dossiers that they may read. */
const seenBy = (reader: Reader, isAsked: (work: KeyedWork) => boolean): Map<string, WorkCounts> => {
  const roles = reader.roles.map(({ role }) => role)
  const [visible, overseen] = [reachOf(reader, roles.filter((role) => role !== 'technicalAdmin')), reachOf(reader, ['unitHead', 'oneStopHead', 'agencyLeader', 'isoSecretary'])]
  const readable = worked.filter(({ dossier: { receivingUnitId, responsibleUnitId, steps } }) => visible.has(receivingUnitId) || visible.has(responsibleUnitId)
    || steps.some(({ role, holderId, place }) => role !== null && roles.includes(role) && (holderId === reader.accountId || place === 'agency')))
  return summed(readable.flatMap(({ work }) => work).filter(isAsked).filter(({ key }) => key.holderId === reader.accountId || overseen.has(key.unitId)), 'person')
}

const hoursOf = (ms: number): number => Math.round(ms / 36_000) / 100
const figuresOf = ({ done, within, over, withoutLimit, workingMs, open, openOver }: WorkCounts): number[] => [done, within, over, withoutLimit, hoursOf(workingMs), open, openOver]

let sessions = 0
const signedIn = async (accountId: string): Promise<Reader> => {
  const token = `work ${sessions += 1}`
  await beginSession(deps.orm.em.fork(), token, { tenantId, accountId }, { nowMs: sampleNowMs, expiresAtMs: sampleNowMs + 86_400_000 })
  const person = await findSignedIn(pool, hashToken(token), sampleNowMs + 1_000)
  if (person === undefined) throw new Error('the session has just begun')
  return person.reader
}

const checkPerson = async (t: Test, accountId: string, { procedure, unit }: WorkScope = allWork): Promise<{ own: boolean; others: number }> => {
  const reader = await signedIn(accountId)
  const table = await officialTable({ ...deps, clock: { nowMs: () => sampleNowMs } }, { tenantId, zone, reader }, { form: 'people', from: '2026-01-01', to: '2026-12-31', asOf: null, by: null, kinds: usualKinds, grouping: usualGrouping, scope: { procedure, unit } })
  const told = table.rows.map(({ key, figures }) => [key.person ?? '-', figures])
  const expected = [...seenBy(reader, ({ key }) => (procedure === null || key.procedure === procedure) && (unit === null || below(unit).includes(key.unitId)))].sort(([a], [b]) => (a === '-' ? 1 : b === '-' ? -1 : a < b ? -1 : 1)).map(([name, counts]) => [name, figuresOf(counts)])
  if (!isDeepStrictEqual(told, expected)) t.strictSame(told, expected, `${accountId} with ${JSON.stringify(reader.roles)}, ${procedure} of ${unit}`)
  return { own: told.some(([name]) => name === accountId), others: told.filter(([name]) => name !== accountId && name !== '-').length }
}

t.test('figures by person are seen by the person, by heads of the unit, leaders and the ISO secretary, and by nobody else', async (t) => {
  const accounts = (await pool.query<{ id: string }>('select id from account where tenant_id = $1 and active', [tenantId])).rows
  const seen = []
  for (const { id } of accounts) seen.push(await checkPerson(t, id))
  for (const [index, { id }] of accounts.entries()) await checkPerson(t, id, { procedure: index % 2 === 0 ? null : codes[index % codes.length] ?? null, unit: units[index % units.length]?.id ?? null })
  t.ok(seen.filter(({ own, others }) => own && others === 0).length > 2, 'some see their own alone')
  t.ok(seen.some(({ others }) => others > 3), 'some oversee others')
  const held = fc.record({ role: fc.constantFrom('unitHead', 'oneStopHead', 'specialist', 'receptionist', 'agencyLeader', 'isoSecretary', 'qualityManager', 'inspector', 'technicalAdmin'), unit: fc.nat(units.length - 1) })
  await fc.assert(fc.asyncProperty(fc.uniqueArray(held, { maxLength: 3, selector: ({ role, unit }) => `${role} ${unit}` }), async (roles) => {
    const em = deps.orm.em.fork()
    const { id } = await createAccount(em, tenantId, { userName: `ai.${sessions += 1}`, fullName: 'Ai Đó', passwordHash: null }, 0)
    for (const { role, unit } of roles) await grantRole(em, tenantId, { accountId: id, unitId: units[unit]!.id, role, validFrom: '2026-11-01', validTo: null })
    const { own } = await checkPerson(t, id)
    if (own) t.fail('who has done nothing has figures of their own')
  }), { numRuns: 12 })
})

const ids = new Map(rows.map((row) => [row.dossier.id, row]))
const endedWords = [...standings].flatMap(([word, { state }]) => (state === 'working' || state === 'paused' ? [] : [word]))
const lateWords = [...standings].flatMap(([word, { pace }]) => (pace === 'late' || pace === 'overdue' ? [word] : []))
const now = { ...deps, clock: { nowMs: () => sampleNowMs } }
const everyone = { tenantId, zone, reader: null }
const listOf = async (from: string, to: string, knownAtMs: number | null, words: readonly string[]) =>
  (await dossiersBehind(pool, tenantId, null, { fromMs: startOfDateMs(from, zone), endMs: startOfDateMs(addDays(to, 1), zone), knownAtMs, nowMs: sampleNowMs, zone, kinds: usualKinds, standings: words, units: null, key: {} }, { afterId: null, limit: 100_000 })).map(({ dossier }) => dossier)

t.test('conformance, its lists and its steps are what the journals tell one by one', async (t) => {
  let ways = 0
  await fc.assert(fc.asyncProperty(day, day, async (a, b) => {
    const [from, to] = a < b ? [a, b] : [b, a]
    const ran = await Promise.all((await listOf(from, to, null, endedWords)).map(async (dossier) => ({
      dossier, course: courseTaken(await deps.rules.rulesOf(dossier), ids.get(dossier.id)?.entries ?? [], dossier.clock.endedAtMs ?? dossier.closedAtMs ?? 0) })))
    const told = await conformanceOf(now, everyone, { from, to, procedure: null })
    const exact = ran.filter(({ course }) => course.deviations.length === 0)
    const uses = ran.flatMap(({ course }) => course.steps)
    const sum = (list: readonly { readonly dossiers: number; readonly over?: number; readonly totalMs?: number }[], of: 'dossiers' | 'over' | 'totalMs'): number => list.reduce((total, one) => total + (one[of] ?? 0), 0)
    const counted = [told.dossiers, told.exact, told.waiting, sum(told.deviations, 'dossiers'), sum(told.steps, 'dossiers'), sum(told.steps, 'over'), sum(told.steps, 'totalMs'), Math.max(0, ...told.steps.map(({ longestMs }) => longestMs))]
    const expected = [ran.length, exact.length, 0, ran.flatMap(({ course }) => course.deviations).length, uses.length, uses.filter(({ over }) => over).length, uses.reduce((total, { workingMs }) => total + workingMs, 0), Math.max(0, ...uses.map(({ workingMs }) => workingMs))]
    if (!isDeepStrictEqual(counted, expected)) t.strictSame(counted, expected, `${from} to ${to}`)
    const [step, variant] = [told.steps.find(({ over }) => over > 0), told.variants[0]]
    const behind = async (procedure: string | null, number: ConformanceNumber) => (await behindConformance(now, everyone, { from, to, procedure }, number, { afterId: null, limit: 100_000 })).length
    if (step !== undefined && await behind(step.procedure, { step: step.step, over: true }) !== step.over) t.fail(`${from} to ${to}: not as many over the limit of ${step.step}`)
    if (variant === undefined) return
    ways++
    if (await behind(variant.procedure, { variant: variant.id, what: 'exact' }) !== variant.exact) t.fail(`${from} to ${to}: not as many went the way`)
    if (await behind(null, { what: 'deviating' }) !== told.dossiers - told.exact) t.fail(`${from} to ${to}: not as many deviate`)
  }), { numRuns: 12 })
  t.ok(ways > 2, `${ways} periods with ended dossiers`)
})

t.test('causes of lateness are what each journal tells, kept or read then', async (t) => {
  let late = 0
  await fc.assert(fc.asyncProperty(day, day, fc.integer({ min: 0, max: 300 * 86_400_000 }), async (a, b, agoMs) => {
    const [from, to] = a < b ? [a, b] : [b, a]
    const [knownAtMs, endMs] = [sampleNowMs - agoMs, startOfDateMs(addDays(to, 1), zone) - 1]
    const atMs = Math.min(endMs, knownAtMs)
    const found = await Promise.all((await listOf(from, to, knownAtMs, lateWords)).map(async (dossier) => {
      const entries = (ids.get(dossier.id)?.entries ?? []).filter(({ at, recordedAt }) => Math.max(parseInstant(at, 'UTC'), parseInstant(recordedAt, 'UTC')) <= atMs)
      return attributionOf(reasonsOf(await deps.rules.rulesOf(dossier), entries, Math.min(dossier.clock.endedAtMs ?? atMs, atMs))).cause
    }))
    late += found.length
    const request = { form: 'causes', from, to, asOf: formatInstant(knownAtMs, zone), by: 'procedure', kinds: usualKinds, grouping: usualGrouping } as const
    const table = await officialTable(now, everyone, request)
    const told = Object.fromEntries(table.columns.map(({ key }, at) => [key, table.totals[at]]))
    const expected = Object.fromEntries(causeColumns.map(({ key }) => [key, found.filter((cause) => cause === key).length]))
    for (const [cause, many] of Object.entries(expected)) if ((told[cause] ?? 0) !== many) t.strictSame(told, expected, `${from} to ${to} as of ${request.asOf}`)
    if (table.read?.dossiers !== found.length || table.broken.length > 0) t.fail(`${from} to ${to}: ${JSON.stringify(table.read)}, ${table.broken.join()}`)
    const [row] = table.rows
    const column = causeColumns.find(({ key }) => (row?.figures[table.columns.findIndex((one) => one.key === key)] ?? 0) > 0)
    if (row === undefined || column === undefined) return
    const behind = await behindNumber(now, everyone, request, { column: column.key, value: row.key.procedure }, { afterId: null, limit: 1_000 })
    if (behind.length !== row.figures[table.columns.findIndex(({ key }) => key === column.key)]) t.fail(`${from} to ${to}: not as many because of ${column.key}`)
  }), { numRuns: 12 })
  t.ok(late > 10, `${late} late dossiers`)
})

const onFault = (_: string, error: unknown): void => { throw error }

t.test('what is kept is what the journals tell, read anew; whatever somebody alters is found, by the part of the dossiers that has its turn', async (t) => {
  t.strictSame(await checkedCourses(deps, tenantId), { dossiers: rows.length, differing: 0, ids: [] })
  t.same(await checkCourses(now, onFault), [])
  const one = async (where: string): Promise<string> => (await pool.query<{ dossier_id: string }>(`select dossier_id from dossier_course where ${where} order by dossier_id limit 1`)).rows[0]!.dossier_id
  const [ended, open] = [await one("way is not null and cardinality(steps) > 1 and deviations = '{}' and cause <> 'other'"), await one("way is null and exists (select from stay_part p where p.dossier_id = dossier_course.dossier_id)")]
  const lastPart = 'where ctid = (select ctid from stay_part where dossier_id = $1 order by seq desc limit 1)'
  const turnOf = async (id: string) => ({ parts: 20, ...(await pool.query<{ part: number }>('select mod(uuid_hash($1::uuid) & 2147483647, 20) as part', [id])).rows[0]! })
  const damages: readonly (readonly [string, string])[] = [
    [`update stay_part set working_ms = working_ms + 1 ${lastPart}`, ended], [`update stay_part set to_at = '2026-11-20' ${lastPart}`, open],
    [`delete from stay_part ${lastPart}`, ended], ["update dossier_course set deviations = '{late}' where dossier_id = $1", ended],
    ['update dossier_course set step_over = array_fill(true, array[cardinality(step_over)]) where dossier_id = $1', ended], ["update dossier_course set cause = 'other' where dossier_id = $1", ended],
    ["update dossier_course set way = '0' where dossier_id = $1", ended], ['update dossier_course set journal_seq = journal_seq - 1 where dossier_id = $1', open], ['delete from dossier_course where dossier_id = $1', open],
    [`update stay_part set kind = 'internal' ${lastPart}`, ended], [`update stay_part set holder_id = unit_id ${lastPart}`, ended],
  ]
  for (const [damage, id] of damages) {
    await inTransaction(pool, async (client) => {
      await client.query(damage, [id])
      t.match(await checkedCourses({ rules: deps.rules, pool: client }, tenantId, await turnOf(id)), { differing: 1, ids: [id] }, damage)
      throw new Error('put it back')
    }).catch((error: unknown) => { if ((error as Error).message !== 'put it back') throw error })
  }
  await pool.query("update dossier_course set cause = 'other' where dossier_id = $1", [ended])
  const nights = await Promise.all([0, 1, 2].map((days) => checkCourses({ ...now, clock: { nowMs: () => sampleNowMs + days * 86_400_000 } }, onFault, Math.ceil(rows.length / 3))))
  t.match(nights.flat(), [{ tenantId, differing: 1, ids: [ended] }], 'one of three nights finds it')
  await pool.query('delete from dossier_course where dossier_id = $1', [ended])
  await pool.query('delete from stay_part where dossier_id = $1', [ended])
  await pool.query('insert into course_delta (tenant_id, dossier_id, journal_seq) select tenant_id, id, journal_seq from dossier where id = $1', [ended])
  t.match(await checkedCourses(deps, tenantId), { dossiers: rows.length - 1, differing: 0 }, 'what waits is left out')
  await readCourses(deps, { tenantId, most: Infinity, onFault: (error) => { throw error } })
  t.match(await checkedCourses(deps, tenantId), { dossiers: rows.length, differing: 0 }, 'read anew it is right again')
})
