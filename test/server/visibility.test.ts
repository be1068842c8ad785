/** Lists, counts, the search, exports and papers never show what a read refuses: random people, units and dossiers. */
import t, { type Test } from 'tap'
import fc from '../support/property.ts'
import { DomainError } from '../../schemas/errors.ts'
import { roles, type Role } from '../../schemas/procedure.ts'
import { createAccount } from '../../storage/accounts.ts'
import { readTransitionFacts } from '../../storage/decisions.ts'
import { listDossiers, listOpen, type ListedDossier, readDossier, type Reader } from '../../storage/dossiers.ts'
import { addSubstitution, grantRole } from '../../storage/grants.ts'
import { beginSession } from '../../storage/sessions.ts'
import { boardDossiers } from '../../storage/board.ts'
import { readTrackingBook } from '../../storage/papers.ts'
import { findSignedIn, type SignedInPerson } from '../../storage/signed-in.ts'
import { hashToken } from '../../server/plugins/credentials.ts'
import { readTaskFile } from '../../storage/tasks.ts'
import { createUnit } from '../../storage/units.ts'
import { capacities, lineOf } from '../../workflows/dossier/authority.ts'
import { beginExport } from '../../server/commands/begin-export.ts'
import { listLate } from '../../server/commands/late-list.ts'
import { printPaper } from '../../server/commands/print-paper.ts'
import { runTask } from '../../server/commands/run-task.ts'
import { countWork, listWork, searchDossiers, workKinds } from '../../storage/work.ts'
import { personNamed } from '../support/agency.ts'
import { at, withService } from '../support/live.ts'

t.setTimeout(300_000)
const live = await withService(t)
const nowMs = live.deps.clock.nowMs()
const { home, other } = live

/** Beside the agency's own units: some below them, two deep, and one that ended while dossiers were in it. */
const unit = async (code: string, parentId: string): Promise<string> =>
  (await createUnit(live.deps.orm.em.fork(), home.tenantId, { code, name: { vi: code, en: code }, kind: 'department', parentId, validFrom: '2020-01-01', validTo: null })).id
const below = await unit('D1-A', home.units.D1)
const ended = await unit('D1-B', home.units.D1)
const units: Readonly<Record<string, string>> = { ...home.units, below, deepest: await unit('D1-A-1', below), ended, inEnded: await unit('D1-B-1', ended) }
const unitNames = Object.keys(units)

const file = async (index: number): Promise<string> => {
  const agency = index % 5 === 0 ? other : home
  const desk = agency === home ? 'lan' : 'xlan'
  const headers = { 'idempotency-key': `visibility-${index}` }
  const received = await live.ask('/api/v1/dossiers', { as: desk, headers, body: {
    procedureCode: 'P1', channel: 'direct', accept: index % 7 !== 0, applicant: { kind: 'business', name: `Chung Ánh ${index}`, phone: `0900 000 ${100 + index}` },
    papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], receivingUnitId: agency.units.DESK, responsibleUnitId: agency === home ? units[unitNames[index % unitNames.length] ?? ''] : agency.units[index % 2 === 0 ? 'D1' : 'D2'],
  } })
  const id = String(at(received.json, 'id'))
  const events = index % 7 === 0 ? [] : index % 3 === 0 ? ['HAND_OVER'] : index % 11 === 1 ? ['WITHDRAW'] : []
  for (const type of events) {
    await live.ask(`/api/v1/dossiers/${id}/events`, { as: desk, headers: { 'idempotency-key': `${type}-${index}`, 'if-match': `"${String(at(received.json, 'version'))}"` }, body: { type, reason: 'thử' } })
  }
  return id
}
const ids: string[] = []
for (let index = 1; index <= 36; index += 1) ids.push(await file(index))
await live.deps.pool.query(`update unit set valid_to = '2021-01-01' where id = $1`, [ended])
/** Some are given to people, so that what is in hand is asked too. */
for (const [index, id] of ids.entries()) {
  const { rows: [row] } = await live.deps.pool.query<{ version: number; step: string; unit_id: string }>(
    `select d.version, o.step, o.unit_id from dossier d join open_step o on o.dossier_id = d.id where d.id = $1 and o.role = 'unitHead'`, [id])
  if (row === undefined || index % 2 === 0 || row.unit_id !== home.units.D1) continue
  await live.ask(`/api/v1/dossiers/${id}/events`, { as: 'hung', headers: { 'idempotency-key': `give-${index}`, 'if-match': `"${row.version}"` },
    body: { type: 'ASSIGN', step: row.step, assigneeId: personNamed(home, 'nam').accountId } })
}

let people = 0
interface Newcomer { readonly person: SignedInPerson; readonly reader: Reader; readonly tokenHash: Buffer }
const newPerson = async (grants: readonly (readonly [Role, string])[], standsInFor: string | null): Promise<Newcomer> => {
  const em = live.deps.orm.em.fork()
  const { tenantId } = home
  people += 1
  const account = await createAccount(em, tenantId, { userName: `random${people}`, fullName: `Người ${people}`, passwordHash: null }, nowMs)
  for (const [role, unit] of grants) await grantRole(em, tenantId, { accountId: account.id, unitId: units[unit] ?? '', role, validFrom: '2020-01-01', validTo: null })
  if (standsInFor !== null) {
    await addSubstitution(em, tenantId, { absentAccountId: standsInFor, substituteAccountId: account.id, role: null, validFrom: '2020-01-01', validTo: '2099-12-31', decision: 'QĐ 1' })
  }
  const token = `random ${people}`
  await beginSession(em, token, { tenantId, accountId: account.id }, { nowMs, expiresAtMs: nowMs + 3_600_000 })
  const tokenHash = hashToken(token)
  const person = await findSignedIn(live.deps.pool, tokenHash, nowMs)
  if (person === undefined) throw new Error('the session has just begun')
  return { person, reader: person.reader, tokenHash }
}

const idsOf = (found: readonly ListedDossier[]): string[] => found.map(({ dossier }) => dossier.id).sort()
const readable = async (reader: Reader): Promise<string[]> => {
  const seen = await Promise.all(ids.map(async (id) => (await readDossier(live.deps.pool, reader, { id }) === null ? [] : [id])))
  return seen.flat().sort()
}
/** Those that a transition would find. */
const movable = async (tokenHash: Buffer): Promise<string[]> => {
  const seen = await Promise.all(ids.map(async (dossierId) =>
    (await readTransitionFacts(live.deps.pool, { tokenHash, dossierId, idempotencyKey: '-', assigneeId: null, nowMs }))?.facts == null ? [] : [dossierId]))
  return seen.flat().sort()
}
/** All pages of three. */
const searchAll = async (reader: Reader, words: string, lookThrough?: number): Promise<string[]> => {
  const found: ListedDossier[] = []
  for (let afterId: string | null = null; ;) {
    const page: ListedDossier[] = await searchDossiers(live.deps.pool, reader, { words, procedureCodes: [], openOnly: false }, { afterId, limit: 3 }, lookThrough)
    found.push(...page)
    if (page.length < 3) return idsOf(found)
    afterId = page.at(-1)?.dossier.id ?? null
  }
}

/** What waits in a person's pools, as the rules see it: a role and a unit together. */
const pooled = async (reader: Reader, may: readonly string[]): Promise<string[]> => {
  const seen = await Promise.all(may.map(async (id) => {
    const found = await readDossier(live.deps.pool, reader, { id })
    if (found === null) return []
    const { facts } = found
    return facts.dossier.steps.some(({ holderId, role, place }) => holderId === null && role !== null
      && capacities(facts.actor, role, place, lineOf(facts, place)).length > 0) ? [id] : []
  }))
  return seen.flat()
}

/** The lists of open dossiers, and the numbers on their tabs. */
const holdsOpen = async (t: Test, reader: Reader, may: readonly string[]): Promise<void> => {
  const all = { after: null, limit: 200 }
  const { rows } = await live.deps.pool.query<{ id: string }>('select id from dossier where closed_at is null and id = any ($1)', [may])
  const open = rows.map(({ id }) => id).sort()
  t.same(idsOf(await listOpen(live.deps.pool, reader, {}, all)), open, 'open ones')
  t.same(idsOf(await listWork(live.deps.pool, reader, 'all', all)), open, 'the tab of all')
  const paged: string[] = []
  for (let after: { dueAtMs: number | null; id: string } | null = null; ;) {
    const page: ListedDossier[] = await listOpen(live.deps.pool, reader, {}, { after, limit: 4 })
    paged.push(...page.map(({ dossier }) => dossier.id))
    const last = page.at(-1)
    if (page.length < 4 || last === undefined) break
    after = { dueAtMs: last.dossier.resultReadyAtMs === null ? last.dossier.clock.dueAtMs : null, id: last.dossier.id }
  }
  t.same(paged.sort(), open, 'page by page the same, each once')
  const [pool, mine] = [idsOf(await listWork(live.deps.pool, reader, 'pool', all)), idsOf(await listWork(live.deps.pool, reader, 'mine', all))]
  t.same(pool, (await pooled(reader, open)).sort(), 'the pool is what the rules would let them take')
  t.same(await countWork(live.deps.pool, reader, 200), { mine: mine.length, pool: pool.length }, 'the tabs count what they list')
  const question = { holderId: null, leading: roles, working: roles }
  const board = [...await boardDossiers(live.deps.pool, reader, question, all),
    ...await boardDossiers(live.deps.pool, reader, { ...question, holderId: personNamed(home, 'nam').accountId }, all)]
  t.same(idsOf(board).filter((id) => !may.includes(id)), [], 'the board')
}

const grant = fc.tuple(fc.constantFrom(...roles), fc.constantFrom(...unitNames.filter((name) => name !== 'ended')))
const plan = fc.record({ grants: fc.uniqueArray(grant, { maxLength: 3, selector: String }), absent: fc.option(fc.constantFrom(...home.people.values()), { freq: 3 }) })

t.test('what is listed or found is what may be read, whoever asks', async (t) => {
  await fc.assert(fc.asyncProperty(plan, async ({ grants, absent }) => {
    const { reader, tokenHash } = await newPerson(grants, absent?.accountId ?? null)
    const may = await readable(reader)
    const listed = await listDossiers(live.deps.pool, reader, {}, { afterId: null, limit: 200 })
    t.same(idsOf(listed), may, 'the list is exactly what may be read')
    t.same(await movable(tokenHash), may, 'so is what an event finds')
    t.same(await searchAll(reader, 'chung anh'), may, 'and the search by name')
    t.same(await searchAll(reader, '0900000'), may, 'and by phone')
    t.same(await searchAll(reader, 'chung anh', 1), may, 'also where the newest do not fill a page')
    t.same(await searchAll(reader, '0900000', 1), may, 'and by phone there')
    for (const kind of workKinds) {
      const work = idsOf(await listWork(live.deps.pool, reader, kind, { after: null, limit: 200 }))
      t.same(work.filter((id) => !may.includes(id)), [], kind)
    }
    await holdsOpen(t, reader, may)
  }), { numRuns: 20 })
})

/** The PDF of a paper, or none. */
const isPrinted = async (person: SignedInPerson, id: string): Promise<boolean> => {
  try {
    return (await printPaper(live.deps, person, { id, form: 'control-slip' })).bytes.length > 0
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'not-found' || error.code === 'paper-not-issued')) return false
    throw error
  }
}

t.test('nothing else leaves the service: files, papers, the tracking book, late lists', async (t) => {
  const codes = new Map((await live.deps.pool.query<{ id: string; code: string | null }>('select id, code from dossier')).rows.map(({ id, code }) => [id, code]))
  await fc.assert(fc.asyncProperty(plan, async ({ grants, absent }) => {
    const { person, reader } = await newPerson(grants, absent?.accountId ?? null)
    const may = await readable(reader)
    const allowed = new Set(may.map((id) => codes.get(id)))
    for (const asked of [{ list: 'all', language: 'vi' }, { list: 'search', words: 'chung anh', language: 'vi' }, { list: 'late', language: 'en' }] as const) {
      const id = await beginExport(live.deps, { person, key: `export ${asked.list}`, asked })
      await runTask(live.deps, id)
      const parts: Buffer[] = []
      for await (const part of readTaskFile(live.deps.pool, { tenantId: home.tenantId, id })) parts.push(part)
      const text = Buffer.concat(parts).toString('utf8')
      t.same([...text.matchAll(/H19-\d{6}-\d{4}|H20-\d{6}-\d{4}/g)].map(([code]) => code).filter((code) => !allowed.has(code)), [], asked.list)
      if (asked.list === 'search') t.equal(text.trim().split('\r\n').length, may.length + 1, 'the file of a search holds all of it')
    }
    // One after another: all at once they would wait for a connection longer than the pool lets anybody.
    for (const id of ids) if (await isPrinted(person, id)) t.ok(may.includes(id), 'papers')
    const book = await readTrackingBook(live.deps.pool, reader, { yearStartMs: 0, fromMs: 0, toMs: nowMs + 3_600_000 }, 500)
    t.same(book.map(({ dossier }) => dossier.id).filter((id) => !may.includes(id)), [], 'the tracking book')
    t.same(idsOf(await listLate(live.deps, person, { scope: 'soon', unitId: units['D1'] }, { after: null, limit: 200 })).filter((id) => !may.includes(id)), [], 'what is at risk')
  }), { numRuns: 8 })
})
