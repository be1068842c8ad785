/** Lists and the search never show what a read refuses: random people, units and dossiers. */
import t from 'tap'
import fc from 'fast-check'
import { Role } from '../../schemas/procedure.ts'
import { createAccount } from '../../storage/accounts.ts'
import { readTransitionFacts } from '../../storage/decisions.ts'
import { listDossiers, type ListedDossier, readDossier, type Reader } from '../../storage/dossiers.ts'
import { addSubstitution, grantRole } from '../../storage/grants.ts'
import { beginSession } from '../../storage/sessions.ts'
import { findSignedIn } from '../../storage/signed-in.ts'
import { hashToken } from '../../server/plugins/credentials.ts'
import { listWork, searchDossiers, workKinds } from '../../storage/work.ts'
import { unitCodes } from '../support/agency.ts'
import { at, withService } from '../support/live.ts'

const live = await withService(t)
const nowMs = live.deps.clock.nowMs()
const { home, other } = live
const roles = (Role as unknown as { enum: Role[] }).enum

const file = async (index: number): Promise<string> => {
  const agency = index % 5 === 0 ? other : home
  const desk = agency === home ? 'lan' : 'xlan'
  const headers = { 'idempotency-key': `visibility-${index}` }
  const received = await live.ask('/api/v1/dossiers', { as: desk, headers, body: {
    procedureCode: 'P1', channel: 'direct', accept: index % 7 !== 0, applicant: { kind: 'business', name: `Chung Ánh ${index}`, phone: `0900 000 ${100 + index}` },
    papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], receivingUnitId: agency.units.DESK, responsibleUnitId: agency.units[index % 2 === 0 ? 'D1' : 'D2'],
  } })
  const id = String(at(received.json, 'id'))
  const events = index % 7 === 0 ? [] : index % 3 === 0 ? ['HAND_OVER'] : index % 11 === 1 ? ['WITHDRAW'] : []
  for (const type of events) {
    await live.ask(`/api/v1/dossiers/${id}/events`, { as: desk, headers: { 'idempotency-key': `${type}-${index}`, 'if-match': `"${String(at(received.json, 'version'))}"` }, body: { type, reason: 'thử' } })
  }
  return id
}
const ids: string[] = []
for (let index = 1; index <= 24; index += 1) ids.push(await file(index))

let people = 0
interface Newcomer { readonly reader: Reader; readonly tokenHash: Buffer }
const newPerson = async (grants: readonly (readonly [Role, (typeof unitCodes)[number]])[], standsInFor: string | null): Promise<Newcomer> => {
  const em = live.deps.orm.em.fork()
  const { tenantId, units } = home
  people += 1
  const account = await createAccount(em, tenantId, { userName: `random${people}`, fullName: `Người ${people}`, passwordHash: null }, nowMs)
  for (const [role, unit] of grants) await grantRole(em, tenantId, { accountId: account.id, unitId: units[unit], role, validFrom: '2020-01-01', validTo: null })
  if (standsInFor !== null) {
    await addSubstitution(em, tenantId, { absentAccountId: standsInFor, substituteAccountId: account.id, role: null, validFrom: '2020-01-01', validTo: '2099-12-31', decision: 'QĐ 1' })
  }
  const token = `random ${people}`
  await beginSession(em, token, { tenantId, accountId: account.id }, { nowMs, expiresAtMs: nowMs + 3_600_000 })
  const tokenHash = hashToken(token)
  const person = await findSignedIn(live.deps.pool, tokenHash, nowMs)
  if (person === undefined) throw new Error('the session has just begun')
  return { reader: person.reader, tokenHash }
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
const searchAll = async (reader: Reader, words: string): Promise<string[]> => {
  const found: ListedDossier[] = []
  for (let afterId: string | null = null; ;) {
    const page: ListedDossier[] = await searchDossiers(live.deps.pool, reader, { words, procedureCodes: [], openOnly: false }, { afterId, limit: 3 })
    found.push(...page)
    if (page.length < 3) return idsOf(found)
    afterId = page.at(-1)?.dossier.id ?? null
  }
}

const grant = fc.tuple(fc.constantFrom(...roles), fc.constantFrom(...unitCodes))
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
    for (const kind of workKinds) {
      const work = idsOf(await listWork(live.deps.pool, reader, kind, { after: null, limit: 200 }))
      t.same(work.filter((id) => !may.includes(id)), [], kind)
    }
  }), { numRuns: 40 })
})
