/** Corrective actions: proposed for nonconformities, moved by one event, given a file as evidence; each read, decided, kept, at most once for its key. */
import type { EntityManager } from '@mikro-orm/core'
import type { ActionDecision, ActionFacts, ActionView, AdvanceAction, CorrectiveAction, NewAction } from '../../schemas/corrective-action.ts'
import { DomainError } from '../../schemas/errors.ts'
import { keepInspection } from '../../storage/documents/texts.ts'
import { newId } from '../../storage/ids.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import { addObject } from '../../storage/objects/rows.ts'
import type { Executor } from '../../storage/pool.ts'
import { listActionLimits, nextActionNumber, readAction, saveAction, takeUp } from '../../storage/quality/actions.ts'
import { lockRegister, toldOfUnit, writeRegister } from '../../storage/quality/nonconformities.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { chainStart } from '../../workflows/evidence/chain.ts'
import { decidePropose, type Proposal, type ProposedBy } from '../../workflows/quality/action-begin.ts'
import { type ActionInput, decideAction } from '../../workflows/quality/action-decide.ts'
import { mayRaise } from '../../workflows/quality/authority.ts'
import { chainEntry, type By } from '../../workflows/quality/register.ts'
import type { Deps } from '../deps.ts'
import { actionViewOf } from './action-view.ts'
import { storeUpload, type Upload } from './attach-file.ts'
import { countBaseline } from './count-figure.ts'
import { findNonconformity, unitLineOf } from './nonconformities.ts'
import { once, type Done } from './once.ts'
import { requireStaff } from './staff.ts'

const actorOf = ({ reader }: SignedInPerson) => ({ accountId: reader.accountId, roles: reader.roles.slice() })

interface Now { readonly zone: string; readonly nowMs: number }
/** Tells those whom a decision concerns. */
const tell = async (db: Executor, { action, effects }: ActionDecision, { zone, nowMs }: Now): Promise<void> => {
  const notices: Notice[] = []
  for (const { kind, to } of effects) {
    const accounts = 'accounts' in to ? to.accounts : await toldOfUnit(db, action.tenantId, action.unitId, to, localDateOf(nowMs, zone))
    notices.push(...[...new Set(accounts)].map((accountId) => ({ accountId, dossierId: null, kind, payload: { actionId: action.id, code: action.code, title: action.summary.slice(0, 120) } })))
  }
  await addNotices(db, action.tenantId, notices, nowMs)
}

/** Keeps a decision and tells those whom it concerns, in the caller's transaction. @throws DomainError stale-version | user-unknown */
export const keepAction = async (db: Executor, decision: ActionDecision, expected: number, now: Now): Promise<void> => {
  await saveAction(db, decision, expected)
  await tell(db, decision, now)
}

/** What a new action takes over: the ids, and the action that it goes on for. */
interface Beginning { readonly ids: readonly string[]; readonly previous: CorrectiveAction | null; readonly unitId: string; readonly summary: string; readonly id: string }

/** Numbers, keeps and links a new action, in the caller's transaction; the register says which nonconformities it took up. @throws DomainError already-decided when one is taken */
export const enterAction = async (db: Executor, { tenantId, about, ...what }: Omit<Proposal, 'code'>, { actor, capacity, zone, nowMs }: Omit<ProposedBy, 'limits'>): Promise<ActionDecision> => {
  const year = Number(localDateOf(nowMs, zone).slice(0, 4))
  const head = await lockRegister(db, tenantId, chainStart)
  const code = `HĐKP-${year}-${String(await nextActionNumber(db, tenantId, year)).padStart(4, '0')}`
  const decision = decidePropose({ ...what, tenantId, code, about }, { actor, capacity, zone, nowMs, limits: await listActionLimits(db, tenantId) })
  await saveAction(db, decision, 0)
  const { id, previousId } = what
  const ids = about.map((one) => one.id)
  const taken = await takeUp(db, tenantId, { ids, actionId: id, previousId })
  if (taken.length < ids.length) throw new DomainError('already-decided', { free: taken.map((one) => one.code) })
  const by: By = { accountId: actor.accountId, capacity }
  let end = head
  const entries = taken.map((one) => {
    const entry = chainEntry(end, { tenantId, zone, nowMs, by }, one, { event: 'TAKE_UP', action: id })
    end = { ...end, seq: end.seq + 1, hash: entry.hash }
    return entry
  })
  await writeRegister(db, tenantId, entries, end)
  return decision
}

const begin = async (deps: Deps, db: Executor, person: SignedInPerson, { ids, previous, unitId, summary, id }: Beginning): Promise<CorrectiveAction> => {
  const { tenantId, zone } = person.reader
  const nowMs = deps.clock.nowMs()
  const capacity = mayRaise(actorOf(person), await unitLineOf(deps, person.reader, unitId))
  const about = await Promise.all(ids.map(async (one) => (await findNonconformity(deps, person, one)).one))
  const decision = await enterAction(db, { id, tenantId, unitId, summary, about, previousId: previous?.id ?? null }, { actor: actorOf(person), capacity, zone, nowMs })
  await tell(db, decision, { zone, nowMs })
  return decision.action
}

/** Proposes an action for nonconformities of one unit. @throws DomainError not-found | role-not-granted | already-decided | idempotency-key-reused */
export const proposeAction = async (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewAction }): Promise<Done<ActionView>> =>
  once(deps, { person, key, request: { newAction: body } }, async (em) => {
    const first = await findNonconformity(deps, person, body.nonconformityIds[0] ?? '')
    const action = await begin(deps, executorIn(em), person, { ids: body.nonconformityIds, previous: null, unitId: first.one.unitId, summary: body.summary, id: newId() })
    return actionViewOf(action, person.reader.zone)
  })

/** An action and the facts to decide on it. @throws DomainError not-found, for unknown ones and for those of others alike */
export const factsOfAction = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<ActionFacts> => {
  const read = await readAction(deps.pool, person.reader, id)
  if (read === null) throw new DomainError('not-found')
  return { action: read.action, unitLine: read.unitLine, actor: actorOf(person), zone: person.reader.zone }
}

/** One request on an action. */
export interface ActionRequest<T> { readonly person: SignedInPerson; readonly id: string; readonly expectedVersion: number; readonly key: string; readonly body: T }

const current = async (deps: Deps, { person, id, expectedVersion }: Omit<ActionRequest<unknown>, 'key' | 'body'>): Promise<ActionFacts> => {
  const facts = await factsOfAction(deps, person, id)
  const { version } = facts.action
  if (version !== expectedVersion) throw new DomainError('stale-version', { version, expectedVersion })
  return facts
}

const inputOf = async (deps: Deps, { reader }: SignedInPerson, { action, zone }: ActionFacts, body: AdvanceAction): Promise<ActionInput> => {
  const { ownerId, measure, type } = body
  if (ownerId !== undefined) await requireStaff(deps, reader, { id: ownerId, at: '/ownerId' })
  return {
    ...body, ...(measure === undefined || type !== 'ANALYSE' ? {} : { baseline: await countBaseline(deps, { action, zone, measure }) }),
    ...(type === 'CARRY_OVER' ? { nextId: newId() } : {}),
  }
}

const carryOut = async (deps: Deps, em: EntityManager, person: SignedInPerson, facts: ActionFacts, input: ActionInput): Promise<ActionView> => {
  const [db, nowMs] = [executorIn(em), deps.clock.nowMs()]
  const decision = decideAction(facts, input, nowMs)
  await keepAction(db, decision, facts.action.version, { zone: facts.zone, nowMs })
  if (input.type === 'CARRY_OVER' && input.nextId !== undefined) {
    const { nonconformityIds, unitId, summary } = facts.action
    await begin(deps, db, person, { ids: nonconformityIds, previous: facts.action, unitId, summary, id: input.nextId })
  }
  return actionViewOf(decision.action, facts.zone)
}

/** Carries out one event. @throws DomainError not-found | stale-version | user-unknown | idempotency-key-reused, and what `decideAction` refuses */
export const advanceAction = async (deps: Deps, { person, id, expectedVersion, key, body }: ActionRequest<AdvanceAction>): Promise<Done<ActionView>> =>
  once(deps, { person, key, request: { action: id, version: expectedVersion, body } }, async (em) => {
    const facts = await current(deps, { person, id, expectedVersion })
    return carryOut(deps, em, person, facts, await inputOf(deps, person, facts, body))
  })

const placeholder = { objectId: '', sha256: '', size: 1, mediaType: '', name: '' }

/** Adds a file as evidence. Whether the person may is asked before a byte is stored, and decided again with it. @throws DomainError of a file, and what `decideAction` refuses of ATTACH */
export const attachEvidence = async (deps: Deps, { person, id, expectedVersion, key, body }: ActionRequest<Upload & { readonly note?: string }>): Promise<Done<ActionView>> => {
  const early = await factsOfAction(deps, person, id)
  if (early.action.version === expectedVersion) decideAction(early, { type: 'ATTACH', file: placeholder }, deps.clock.nowMs())
  const { stored, file, inspection } = await storeUpload(deps, person.reader.tenantId, body)
  return once(deps, { person, key, request: { evidence: id, version: expectedVersion, sha256: file.sha256, name: file.name, note: body.note ?? null } }, async (em) => {
    const facts = await current(deps, { person, id, expectedVersion })
    const { tenantId, accountId } = person.reader
    const nowMs = deps.clock.nowMs()
    await addObject(executorIn(em), tenantId, { stored, contentType: file.mediaType, fileName: file.name, createdBy: accountId, nowMs })
    await keepInspection(executorIn(em), tenantId, stored.id, inspection, nowMs)
    return carryOut(deps, em, person, facts, { type: 'ATTACH', file, ...(body.note === undefined ? {} : { note: body.note }) })
  })
}
