/** The sample commune: its year of dossiers is true to the rules, whole in the database, and the same for the same day. */
import t from 'tap'
import Value from 'typebox/value'
import type { Audit } from '../../schemas/audit.ts'
import type { AuditLine, AuditSheet, PopulationLine } from '../../schemas/audit-sheet.ts'
import type { CorrectiveAction } from '../../schemas/corrective-action.ts'
import { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { countBaseline } from '../../server/commands/count-figure.ts'
import { createSampleAgency, periodOf, season, type SampleAccount } from '../../server/sample/create.ts'
import { sampleCode, samplePeople, sampleRoutes, sampleSubstitutions } from '../../server/sample/agency.ts'
import { wholeOf } from '../../server/sample/life.ts'
import { nextDossierNumber, saveDecision } from '../../storage/decisions.ts'
import { addHistories } from '../../storage/histories.ts'
import { listGrants, listSubstitutions } from '../../storage/grants.ts'
import { openPool, type Executor } from '../../storage/pool.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { linesOf } from '../../workflows/audit/checklist.ts'
import { sampleDifferences } from '../../workflows/audit/sample.ts'
import { isWorkingDay, isWorkingInstant, parseInstant, prepare } from '../../workflows/calendar/index.ts'
import { replay } from '../../workflows/dossier/replay.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { check } from '../../workflows/procedure/check.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { withObjects } from '../support/objects.ts'
import { withDatabase } from '../support/postgres.ts'

const zone = 'Asia/Ho_Chi_Minh'
const nowMs = parseInstant('2026-11-21T10:00', zone)
const calendar = prepare(seedCalendar('vn'))
t.setTimeout(300_000)

interface DossierRow { id: string; code: string | null; version: number; status: number; timeliness: string | null; due_at: Date | null; result_ready_at: Date | null; closed_at: Date | null; body: Dossier }
interface JournalRow { dossier_id: string; seq: number; canonical: string; hash: string; at: Date }

const { orm, url } = await withDatabase(t)
const pool = openPool({ url, poolSize: 4, onError: (error) => { throw error } })
t.teardown(() => pool.end())
const objects = await withObjects(t)
let nonces = 0
const handedOut: SampleAccount[] = []
const made = await createSampleAgency({ orm, objects, nonce: () => `nonce ${nonces++}` }, {
  nowMs, password: () => `mat-khau-${String(nonces++).padStart(6, '0')}`, handOut: async (accounts) => { handedOut.push(...accounts) },
})
const dossiers = (await pool.query<DossierRow>('select id, code, version, status, timeliness, due_at, result_ready_at, closed_at, body from dossier order by code')).rows
const journal = (await pool.query<JournalRow>('select dossier_id, seq, canonical, hash, at from journal order by dossier_id, seq')).rows
const byDossier = Map.groupBy(journal, ({ dossier_id }) => dossier_id)

t.test('seventeen people with a password each, and a year of dossiers', async (t) => {
  t.equal(made.accounts.length, 17)
  t.equal(new Set(made.accounts.map(({ password }) => password)).size, 17)
  t.strictSame(handedOut, made.accounts, 'the passwords are handed out before the agency is there')
  t.ok(made.dossiers >= 900 && made.dossiers <= 1500, `${made.dossiers} dossiers`)
  t.equal(dossiers.length, made.dossiers)
  t.equal(journal.length, made.events)
})

t.test('every chain verifies, and every dossier and entry has its declared shape', async (t) => {
  for (const { id, version, body } of dossiers) {
    const rows = byDossier.get(id) ?? []
    const whole = verifyChain(rows).length === 0 && rows.length === version && rows.at(-1)?.hash === body.journalHash && Value.Check(Dossier, body)
    if (!whole) t.fail(`the dossier ${body.code ?? id} is not whole`)
  }
  t.strictSame(journal.filter(({ canonical }) => !Value.Check(JournalEntry, JSON.parse(canonical))), [])
})

t.test('codes are without gaps on each day, and the counters go on from there', async (t) => {
  const days = Map.groupBy(dossiers.flatMap(({ code }) => code ?? []), (code) => code.slice(0, -5))
  for (const [day, codes] of days) t.strictSame(codes.map((code) => Number(code.slice(-4))), codes.map((_, index) => index + 1), day)
  const [day, codes] = [...days].at(-1)!
  const on = `20${day.slice(-6, -4)}-${day.slice(-4, -2)}-${day.slice(-2)}`
  t.equal(await nextDossierNumber(pool, dossiers[0]!.body.tenantId, sampleCode, on), codes.length + 1)
})

t.test('each official status occurs, and results that were early, on time and late', async (t) => {
  t.strictSame([...new Set(dossiers.map(({ status }) => status))].sort((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const of = (timeliness: string): number => dossiers.filter((one) => one.timeliness === timeliness).length
  const decided = of('early') + of('onTime') + of('late')
  t.ok(of('early') > 100 && of('onTime') > 100, `${of('early')} early, ${of('onTime')} on time`)
  t.ok(of('late') > decided * 0.02 && of('late') < decided * 0.12, `${of('late')} late of ${decided}`)
  const open = dossiers.filter(({ closed_at, result_ready_at }) => closed_at === null && result_ready_at === null)
  t.ok(open.some(({ due_at }) => due_at !== null && due_at.getTime() < nowMs), 'some are overdue now')
  t.ok(open.some(({ due_at }) => due_at !== null && due_at.getTime() > nowMs), 'some are not')
})

t.test('what screens have to show has happened: each event, and every procedure', async (t) => {
  const events = new Set(journal.map(({ canonical }) => (JSON.parse(canonical) as JournalEntry).event))
  for (const event of [
    'SUBMIT', 'ACCEPT', 'START', 'HAND_OVER', 'ASSIGN', 'CLAIM', 'ACKNOWLEDGE', 'STEP_DONE', 'STEP_RETURNED', 'RETURN_WRONG_ADDRESSEE', 'REQUEST_COMPLETION',
    'REQUEST_SUPPLEMENT', 'SUPPLEMENT_RECEIVED', 'REQUEST_PAYMENT', 'PAYMENT_CONFIRMED', 'CONSULT_SENT', 'CONSULT_ANSWERED', 'APOLOGY_ISSUED', 'STOP', 'RESUME',
    'WITHDRAW', 'REFUSE', 'RESULT_SIGNED', 'RESULT_DELIVERED',
  ]) t.ok(events.has(event), event)
  const procedures = new Set(dossiers.map(({ body }) => body.procedureCode))
  t.equal(procedures.size, 18, 'seven public services and eleven internal procedures')
})

t.test('nothing happens outside working sessions, nor after the close of yesterday', async (t) => {
  const outside = journal.filter(({ at }) => !isWorkingInstant(calendar, at.getTime()) || at.getTime() > parseInstant('2026-11-20T17:00', zone))
  t.strictSame(outside.map(({ at }) => at.toISOString()), [])
})

t.test('the people can do their work: every role of the sample is held, and single ones have a substitute', async (t) => {
  const em = orm.em.fork()
  const { tenantId } = dossiers[0]!.body
  const grants = await listGrants(em, tenantId, '2026-11-20')
  const substitutions = await listSubstitutions(em, tenantId, '2026-11-20')
  t.equal(grants.length, samplePeople.flatMap(({ grants: each }) => each).length + 1, 'and somebody new in a role')
  for (const role of ['accountant', 'qualityManager', 'isoSecretary']) {
    const holders = grants.filter((grant) => grant.role === role)
    t.ok(holders.length > 1 || substitutions.some((one) => one.role === role && one.absentAccountId === holders[0]?.accountId), role)
  }
})

t.test('each procedure of the sample passes its check with these people: no role empty, none alone, four-eyes possible', async (t) => {
  const people = samplePeople.map(({ userName, grants }) => ({
    id: userName, roles: [...new Set(grants.map(([role]) => role))],
    substitutes: sampleSubstitutions.flatMap((one) => (one.substitute === userName && one.days === null && one.role !== null ? [one.role] : [])),
  }))
  for (const [code] of sampleRoutes) {
    const definition = shippedProcedures().filter((one) => one.code === code).sort((a, b) => b.revision - a.revision)[0]!
    t.strictSame(check(definition, { staffing: { people } }).map(({ rule, at }) => `${rule} ${at}`), [], code)
  }
})

t.test('four-eyes held in every dossier', async (t) => {
  const steps = new Map(shippedProcedures().map((definition) => [hashOf(definition), compile(definition).steps]))
  for (const { body } of dossiers) {
    for (const { path, fourEyes } of steps.get(body.procedureHash)!.values()) {
      const both = fourEyes.flatMap((earlier) => body.doneBy[earlier] ?? []).filter((id) => body.doneBy[path]?.includes(id))
      if (both.length > 0) t.fail(`${body.code}: ${path} was done by whoever did an earlier step`)
    }
  }
  t.pass()
})

/** Units in which somebody of the sample holds a role of their own. */
const granted = (await pool.query<{ account_id: string; unit_id: string }>('select account_id, unit_id from role_grant')).rows
const sampleGrants = (accountId: string): string[] => granted.filter((one) => one.account_id === accountId).map((one) => one.unit_id)

const crewOf = async () => {
  const em = orm.em.fork()
  const { tenantId } = dossiers[0]!.body
  const accountIds = (await pool.query<{ id: string }>('select id from account order by created_at, id')).rows.map(({ id }) => id)
  const units = (await pool.query<{ id: string; code: string; parent_id: string | null }>('select id, code, parent_id from unit')).rows
  const lineOf = (id: string): string[] => { const parent = units.find((unit) => unit.id === id)?.parent_id; return [id, ...(parent ? lineOf(parent) : [])] }
  return {
    tenantId, accountIds, grants: await listGrants(em, tenantId, '2026-06-01'), substitutions: [], leaves: [],
    lines: new Map(units.map(({ id }) => [id, lineOf(id)])), unitIds: new Map(units.map(({ id, code }) => [code, id])),
  }
}

t.test('the same seed and day give the same codes, events and times', async (t) => {
  const crew = await crewOf()
  const period = { firstDay: '2026-10-01', lastOn: '2026-11-20' }
  const told = () => [...season({ calendar, crew, period, nonce: () => 'n' })].map(({ dossier, decisions }) =>
    [dossier.code, dossier.procedureCode, dossier.status, decisions.map(({ entries }) => `${entries[0]?.entry.event} ${entries[0]?.entry.at}`)])
  const first = told()
  t.ok(first.length > 100, `${first.length} dossiers`)
  t.strictSame(told(), first)
})

t.test('kept whole, a dossier is what it would be had each of its events been kept alone', async (t) => {
  const crew = await crewOf()
  const lives = [...season({ calendar, crew, period: { firstDay: '2025-08-01', lastOn: '2025-09-15' }, nonce: () => 'n' })]
  const ids = lives.map(({ dossier }) => dossier.id)
  const stored = async (db: Executor): Promise<unknown[]> => {
    const tables: unknown[] = []
    for (const [table, column] of [['dossier', 'id'], ['journal', 'dossier_id'], ['journal_personal', 'dossier_id'], ['open_step', 'dossier_id']]) {
      // Since when it stands so is where the figures count it from: the last event of a whole history, the last that changed a figure of one kept event by event.
      tables.push((await db.query(`select r.row from ${table} t, lateral (select to_jsonb(t) - 'standing_since' as row) r where ${column} = any ($1) order by r.row::text`, [ids])).rows)
    }
    return tables
  }
  const undone = async (keep: (db: Executor) => Promise<void>): Promise<unknown> => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await keep(client)
      return await stored(client)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  const whole = await undone((db) => addHistories(db, lives.map((life) => ({ decision: wholeOf(life), applicant: life.request.applicant, subject: null, nextReminderAtMs: null }))))
  const each = await undone(async (db) => {
    for (const { decisions } of lives) {
      for (const [expected, decision] of decisions.entries()) {
        await saveDecision(db, decision, { expected, nextReminderAtMs: null, recordedAtMs: 0, idempotency: null, announce: false })
      }
    }
  })
  t.ok(lives.length > 50, `${lives.length} dossiers`)
  t.strictSame(whole, each)
})

t.test('the papers that a report cites are in the register of facts: each day one of work, with a trace', async (t) => {
  const { rows } = await pool.query<{ kind: string; on: string }>("select kind, to_char(stated_on, 'YYYY-MM-DD') as on from fact order by stated_on")
  t.same(rows.map(({ kind }) => kind).sort(), ['announcement', 'budget', 'catalogue', 'context', 'directive', 'issued', 'objectives', 'opportunity', 'party', 'request', 'risk', 'risk', 'steering', 'training'])
  for (const { kind, on } of rows) t.ok(isWorkingDay(calendar, on), `${kind} of ${on}`)
  t.equal((await pool.query("select from register_entry where kind = 'fact.entered'")).rowCount, rows.length)
})

t.test('the internal audit is whole: independent auditors, a sample that is drawn again alike, one nonconformity whose action is measured by figures that the service counts', async (t) => {
  const { rows: [audit] } = await pool.query<{ body: Audit; journal_hash: string; sheet: AuditSheet; population: PopulationLine[] }>('select a.body, a.journal_hash, s.sheet, s.population from audit a join audit_sheet s on s.audit_id = a.id')
  t.match(audit?.body, { state: 'closed', code: /^ĐGNB-2026-0001$/, conclusion: { conclusion: /phù hợp/ } })
  const { plan, nonconformityIds } = audit!.body
  t.same(sampleDifferences(audit!.sheet.drawn, { population: audit!.population, seed: plan.seed, most: plan.sampleMost }), [])
  const chainOf = async (table: string, seq = 'seq'): Promise<{ seq: number; canonical: string; hash: string }[]> => (await pool.query<{ seq: number; canonical: string; hash: string }>(`select ${seq} as seq, canonical, hash from ${table} order by 1`)).rows
  t.same(verifyChain(await chainOf('audit_journal')), [])
  t.equal((await chainOf('audit_journal')).at(-1)?.hash, audit?.journal_hash)
  t.same(verifyChain(await chainOf('audit_programme', 'version')), [])
  const lines = (await pool.query<{ body: AuditLine }>('select body from audit_line')).rows.map(({ body }) => body)
  const asked = linesOf(plan, audit!.sheet)
  t.ok(lines.length >= asked.length - 3, `${lines.length} of ${asked.length} lines were looked at`)
  t.equal(lines.filter(({ result }) => result === 'minor').length, 1)
  for (const line of lines) t.notOk(sampleGrants(line.by).includes(line.unitId), 'nobody looked at their own unit')
  const { rows: [action] } = await pool.query<{ body: CorrectiveAction }>('select body from corrective_action')
  t.match(action?.body, { state: 'measuring', source: 'auditFinding', nonconformityIds, planners: [/./], doers: [/./], verifiers: [/./] })
  t.same(verifyChain(await chainOf('corrective_action_journal')), [])
  t.same(await countBaseline({ pool, clock: { nowMs: () => nowMs } }, { action: action!.body, zone, measure: action!.body.measure! }), action?.body.baseline)
  t.ok((action?.body.baseline?.total ?? 0) > 50 && (action?.body.baseline?.hits ?? 0) > 0, JSON.stringify(action?.body.baseline))
})

t.test('a second sample is refused, and leaves nothing', async (t) => {
  await t.rejects(createSampleAgency({ orm, objects, nonce: () => 'n' }, { nowMs, password: () => 'mat-khau-mau-dai', handOut: async () => undefined }), { code: 'setup-done' })
  t.equal((await pool.query('select from tenant')).rowCount, 1)
})

t.test('the sample year ends with the working day before today, and within the calendar', async (t) => {
  const ends = (local: string) => periodOf(calendar, parseInstant(local, zone))
  t.strictSame(ends('2026-11-23T09:00'), { firstDay: '2025-11-20', lastOn: '2026-11-20' })
  t.equal(ends('2026-02-23T09:00').lastOn, '2026-02-13', 'Tết')
  t.equal(ends('2028-05-05T09:00').lastOn, '2026-12-24')
})

t.test('replayed under the revision that it ran under, every closed dossier comes out as it was: each deadline, each verdict, its whole clock', async (t) => {
  const revisions = new Map(shippedProcedures().map((definition) => [hashOf(definition), compile(definition)]))
  const closed = dossiers.filter(({ closed_at }) => closed_at !== null)
  const told = ({ clock, status, state, timeliness, daysLate, timelinessVsOriginal, resultReadyAtMs, deliveredAtMs, closedAtMs }: Dossier): string =>
    canonicalJson({ clock, status, state, timeliness, daysLate, timelinessVsOriginal, resultReadyAtMs, deliveredAtMs, closedAtMs })
  const differing = closed.flatMap(({ id, body }) => {
    const own = revisions.get(body.procedureHash)
    if (own === undefined) return [`${body.code}: its revision is not shipped`]
    const entries = (byDossier.get(id) ?? []).map(({ canonical }) => JSON.parse(canonical) as JournalEntry)
    const found = replay({ dossier: body, entries, own, calendarOf: () => calendar }, own)
    if ('fault' in found) return [`${body.code}: ${JSON.stringify(found)}`]
    return told(found.dossier) === told(body) ? [] : [`${body.code} ${body.procedureCode}: ${told(found.dossier)} instead of ${told(body)}`]
  })
  t.ok(closed.length > 800, `${closed.length} closed dossiers`)
  t.same(differing.slice(0, 3), [], `${differing.length} differ`)
})
