/** Lists of documents never show what a read refuses: random people, holders, owners and standings, against a rule written by hand. */
import t from 'tap'
import fc from '../support/property.ts'
import { roles, type Role } from '../../schemas/procedure.ts'
import type { ControlledDocument } from '../../schemas/document.ts'
import { addSubstitution } from '../../storage/grants.ts'
import { listDocuments, type ListedDocument, readDocument } from '../../storage/documents/read.ts'
import { searchTexts } from '../../storage/documents/texts.ts'
import { findSignedIn } from '../../storage/signed-in.ts'
import type { Reader } from '../../storage/dossiers.ts'
import { hashToken } from '../../server/plugins/credentials.ts'
import { isSeen } from '../../workflows/document/seen.ts'
import { unitCodes, type UnitCode } from '../support/agency.ts'
import { askAs, cause, decisionOf, expecting, newClerk, newDesk, newDraft, publishDraft } from '../support/document-service.ts'
import { withService } from '../support/live.ts'

t.setTimeout(300_000)
const live = await withService(t)
const { home } = live
const desk = await newDesk(live)
const anybody = await newClerk(live, ['accountant', 'D2'])

const documents: string[] = []
for (const [owner, access, holders, standing] of [
  ['D1', 'agency', [], 'draft'], ['D1', 'agency', [], 'effective'], ['D2', 'holders', [{ unitId: home.units.D1, accountId: null }], 'effective'],
  ['D2', 'holders', [{ unitId: null, accountId: anybody.accountId }], 'effective'], ['D1', 'holders', [{ unitId: home.units.ROOT, accountId: null }], 'effective'],
  ['ROOT', 'holders', [], 'effective'], ['D2', 'agency', [], 'superseded'], ['D2', 'agency', [], 'retired'], ['DESK', 'agency', [], 'draft'],
] as const) {
  const secretaryDesk = { ...desk, drafter: desk.secretary, head: await newClerk(live, ['unitHead', 'ROOT']) }
  const { id } = await newDraft(live, secretaryDesk, { ownerUnitId: home.units[owner as UnitCode], access })
  documents.push(id)
  if (holders.length > 0) expecting(200, await cause(live, desk.secretary, id, { type: 'DISTRIBUTE', holders }))
  if (standing === 'draft') continue
  expecting(200, await publishDraft(live, secretaryDesk, id))
  if (standing === 'superseded') {
    expecting(200, await cause(live, desk.secretary, id, { type: 'REVISE', reason: 'x' }))
    expecting(200, await publishDraft(live, secretaryDesk, id))
  }
  if (standing === 'retired') expecting(200, await cause(live, desk.secretary, id, { type: 'RETIRE', reason: 'x', decision: decisionOf(3) }))
}
const bodies = new Map<string, ControlledDocument>()
for (const id of documents) {
  const { rows } = await live.deps.pool.query<{ body: ControlledDocument }>('select body from document where id = $1', [id])
  bodies.set(id, rows[0]!.body)
}

const parents: Readonly<Record<string, string | undefined>> = { [home.units.DESK]: home.units.ROOT, [home.units.D1]: home.units.ROOT, [home.units.D2]: home.units.ROOT }
const isAtOrAbove = (above: string, unit: string): boolean => above === unit || (parents[unit] !== undefined && isAtOrAbove(above, parents[unit]))

/** The rule once more, over whole documents and without a query. */
const levelOf = (reader: Reader, document: ControlledDocument): number => {
  const held = reader.roles
  const has = (...names: string[]): boolean => held.some(({ role }) => names.includes(role))
  const counted = held.filter(({ role }) => role !== 'technicalAdmin')
  if (has('isoSecretary', 'qualityManager', 'agencyLeader') || counted.some(({ unitId }) => isAtOrAbove(unitId, document.ownerUnitId))) return 3
  const open = document.revisions.filter(({ state }) => ['draft', 'inReview', 'approved', 'scheduled'].includes(state))
  if (open.some(({ drafters }) => drafters.includes(reader.accountId))) return 3
  if (has('internalAuditor', 'inspector')) return 2
  if (!document.revisions.some(({ state }) => state === 'effective')) return 0
  if (document.access === 'agency') return 1
  const isHolder = document.holders.some(({ unitId, accountId }) => accountId === reader.accountId
    || held.some((one) => unitId !== null && isAtOrAbove(unitId, one.unitId)) || counted.some((one) => unitId !== null && isAtOrAbove(one.unitId, unitId)))
  return isHolder ? 1 : 0
}

let people = 0
const newReader = async (grants: readonly (readonly [Role, UnitCode])[], standsInFor: string | null): Promise<Reader> => {
  const clerk = people % 7 === 3 ? anybody : await newClerk(live, ...grants)
  people += 1
  if (standsInFor !== null && standsInFor !== clerk.accountId) {
    await addSubstitution(live.deps.orm.em.fork(), home.tenantId, { absentAccountId: standsInFor, substituteAccountId: clerk.accountId, role: null, validFrom: '2020-01-01', validTo: '2099-12-31', decision: 'QĐ 1' })
  }
  const person = await findSignedIn(live.deps.pool, hashToken(clerk.token), live.deps.clock.nowMs())
  if (person === undefined) throw new Error('the session has just begun')
  return person.reader
}

const all = async (reader: Reader, asked: { words?: string; standing?: 'retired' | 'draft' } = {}): Promise<ListedDocument[]> => {
  const found: ListedDocument[] = []
  for (let after: { code: string; id: string } | null = null; ;) {
    const page: ListedDocument[] = await listDocuments(live.deps.pool, reader, { words: asked.words ?? '', type: null, unitId: null, standing: asked.standing ?? null }, { after, limit: 3 })
    found.push(...page)
    const last = page.at(-1)?.document
    if (page.length < 3 || last === undefined) return found
    after = { code: last.code, id: last.id }
  }
}

const grant = fc.tuple(fc.constantFrom(...roles), fc.constantFrom(...unitCodes))
const plan = fc.record({ grants: fc.uniqueArray(grant, { maxLength: 3, selector: String }), absent: fc.option(fc.constantFrom(...home.people.values()), { freq: 3 }) })

t.test('what is listed or found is what may be read, whoever asks', async (t) => {
  await fc.assert(fc.asyncProperty(plan, async ({ grants, absent }) => {
    const reader = await newReader(grants, absent?.accountId ?? null)
    const may = new Map<string, number>()
    for (const id of documents) {
      const level = (await readDocument(live.deps.pool, reader, id))?.level ?? 0
      t.equal(level, levelOf(reader, bodies.get(id)!), `${bodies.get(id)?.code} for ${JSON.stringify(reader.roles)}`)
      if (level > 0) may.set(id, level)
    }
    const listed = [...await all(reader), ...await all(reader, { standing: 'retired' })]
    t.same(listed.map(({ document }) => document.id).sort(), [...may].filter(([id, level]) => bodies.get(id)?.retiredAtMs === null || level >= 2).map(([id]) => id).sort())
    for (const { document, level } of listed) t.equal(level, may.get(document.id))
    const searched = await all(reader, { words: 'huong dan' })
    t.same(searched.map(({ document }) => document.id).filter((id) => !may.has(id)), [], 'nor does a search without marks')
    const inside = await searchTexts(live.deps.pool, reader, 'lan', 1_000)
    const open = [...may].flatMap(([id, level]) => bodies.get(id)!.revisions.filter(({ state, file }) => file !== null && isSeen(level as 1 | 2 | 3, state)).map((one) => one.id))
    t.same(inside.map(({ revisionId }) => revisionId).sort(), open.sort(), 'and a search in contents finds the revisions that may be opened, and no other')
    const drafts = await all(reader, { standing: 'draft' })
    t.same(drafts.filter(({ level }) => level < 3), [], 'drafts are for those who work on them')
  }), { numRuns: 40 })
})

t.test('the answer leaves out what is not for the reader', async (t) => {
  const superseded = documents[6] ?? ''
  const seen = expecting(200, await askAs(live, anybody, `/api/v1/documents/${superseded}`)) as { revisions: { state: string }[] }
  t.ok(seen.revisions.length >= 1)
  const outsider = await newClerk(live, ['recordsClerk', 'DESK'])
  const theirs = expecting(200, await askAs(live, outsider, `/api/v1/documents/${superseded}`)) as { revisions: { state: string }[]; holders: unknown[] }
  t.same(theirs.revisions.map(({ state }) => state), ['effective'])
})
