/** Hands the work of a person over: each thing by the rule of its own event, all in one transaction, with one record that is kept as it was. */
import type { EntityManager } from '@mikro-orm/core'
import type { HeldWork } from '../../schemas/administration.ts'
import type { Id } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type Handover, handoverMost, type KeptItem, type MovedItem, type Named, type NewHandover } from '../../schemas/handover.ts'
import type { Role } from '../../schemas/procedure.ts'
import { findAccount } from '../../storage/accounts.ts'
import { heldWork, lockAgency } from '../../storage/administration.ts'
import { allGrants } from '../../storage/grants.ts'
import { addHandover, listHandovers } from '../../storage/handovers.ts'
import { newId } from '../../storage/ids.ts'
import { recordChange } from '../../storage/register-journal.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { executorIn } from '../../storage/transaction.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { administrators } from '../plugins/people.ts'
import { type Hands, moveItem } from './hand-over-item.ts'
import { once, type Done } from './once.ts'
import { staffOf } from './staff.ts'
import { lineOf } from './unit-line.ts'

/** Who answers for the work of everybody, and who for that of their unit and what lies below. */
const overAll: readonly Role[] = [...administrators, 'agencyLeader', 'isoSecretary', 'qualityManager']
const overUnit: readonly Role[] = ['unitHead', 'oneStopHead']
/** Roles one of which is needed to hand anything over. */
export const handers: readonly Role[] = [...overAll, ...overUnit]

/** @throws DomainError not-found for somebody of another agency; role-not-granted for who answers neither for all work nor for that of a unit of the person */
export const mayHandOver = async (deps: Pick<Deps, 'orm'>, { reader }: SignedInPerson, id: Id): Promise<Named> => {
  const em = deps.orm.em.fork()
  const account = await findAccount(em, reader.tenantId, id)
  if (account === undefined) throw new DomainError('not-found')
  if (!reader.roles.some(({ role }) => overAll.includes(role))) {
    const units = await listUnits(em, reader.tenantId, reader.today)
    const lines = (await allGrants(em, reader.tenantId, { accountId: id })).flatMap(({ unitId }) => lineOf(units, unitId, reader.today))
    if (!reader.roles.some(({ role, unitId }) => overUnit.includes(role) && lines.includes(unitId))) throw new DomainError('role-not-granted', { roles: handers })
  }
  return namedOf(account)
}

const namedOf = ({ id, userName, fullName }: Named): Named => ({ id, userName, fullName })

/** Those who take over: open accounts that hold a role today, and nobody twice. @throws DomainError user-unknown */
const successorsOf = async (em: EntityManager, reader: SignedInPerson['reader'], fromId: Id, body: NewHandover): Promise<ReadonlyMap<Id, Named>> => {
  const ids = [...new Set([body.successorId, ...(body.others ?? []).map(({ successorId }) => successorId)])]
  const fit = (await staffOf(em, reader, ids)).filter(({ id }) => id !== fromId)
  if (fit.length < ids.length) throw new DomainError('user-unknown', { at: '/successorId' })
  return new Map(fit.map((one) => [one.id, namedOf(one)]))
}

interface Moving { readonly hands: Hands; readonly held: readonly HeldWork[]; readonly body: NewHandover; readonly successors: ReadonlyMap<Id, Named> }

const moveAll = async ({ hands, held, body, successors }: Moving): Promise<Pick<Handover, 'moved' | 'kept' | 'more'>> => {
  const moved: MovedItem[] = []
  const kept: KeptItem[] = []
  for (const { kind, items } of held) {
    const to = successors.get(body.others?.find((one) => one.kind === kind)?.successorId ?? body.successorId)!
    for (const item of items) {
      const reason = await moveItem(hands, kind, { item, to: to.id })
      if (reason === null) moved.push({ ...item, kind, to })
      else kept.push({ ...item, kind, reason })
    }
  }
  return { moved, kept, more: held.reduce((sum, { count, items }) => sum + count - items.length, 0) }
}

/** One request; the token says again, in the transaction, what the person may do with each dossier. */
export interface HandOverRequest { readonly person: SignedInPerson; readonly tokenHash: Buffer; readonly key: string; readonly id: Id; readonly body: NewHandover }

/**
 * Hands over what the rules let the person hand over, at most once for the key; the rest is told with its reason.
 * @throws DomainError not-found | role-not-granted | user-unknown | stale-version | idempotency-key-reused
 */
export const handOver = async (deps: Deps, { person, tokenHash, key, id, body }: HandOverRequest): Promise<Done<Handover>> => {
  const from = await mayHandOver(deps, person, id)
  return once(deps, { person, key, request: { handover: id, body } }, async (em) => {
    const { tenantId, zone } = person.reader
    const [db, nowMs] = [executorIn(em), deps.clock.nowMs()]
    await lockAgency(em, tenantId)
    const successors = await successorsOf(em, person.reader, id, body)
    const held = await heldWork(db, { tenantId, accountId: id, zone, nowMs, most: handoverMost })
    const hands = { deps, db, person, tokenHash, key, nowMs, reason: `Bàn giao công việc theo ${body.decision}`, fromId: id, dossiers: new Map(), reviews: new Map() }
    const { decision, decidedOn } = body
    const record: Handover = { id: newId(), at: formatInstant(nowMs, zone), from, by: namedOf(person.account), decision, decidedOn, ...await moveAll({ hands, held, body, successors }) }
    await addHandover(db, tenantId, record)
    const details = { handover: record.id, moved: record.moved.length, kept: record.kept.length }
    await recordChange(em, tenantId, { actorId: person.account.id, kind: 'account.handedOver', subjects: [id, ...successors.keys()], decision, details }, nowMs)
    return record
  })
}

const listMost = 50
/** Records of what a person handed over, the newest first. @throws DomainError not-found | role-not-granted */
export const handoversOf = async (deps: Deps, person: SignedInPerson, id: Id): Promise<Handover[]> => {
  await mayHandOver(deps, person, id)
  return listHandovers(deps.pool, person.reader.tenantId, { id: null, accountId: id, limit: listMost })
}

/** One record, for whoever is named in it or answers for that work. @throws DomainError not-found | role-not-granted */
export const readHandover = async (deps: Deps, person: SignedInPerson, id: Id): Promise<Handover> => {
  const { tenantId, accountId } = person.reader
  const [record] = await listHandovers(deps.pool, tenantId, { id, accountId: null, limit: 1 })
  if (record === undefined) throw new DomainError('not-found')
  const isNamed = [record.from, record.by, ...record.moved.map(({ to }) => to)].some((one) => one.id === accountId)
  if (!isNamed) await mayHandOver(deps, person, record.from.id)
  return record
}
