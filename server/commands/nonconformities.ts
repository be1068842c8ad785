/** Nonconformities by hand: entered from a complaint, an inspection, an audit; or settled because a correction is enough. */
import type { NewNonconformity, NonconformityView, SettleNonconformity, Settlement } from '../../schemas/nonconformity.ts'
import { DomainError } from '../../schemas/errors.ts'
import { readDossier } from '../../storage/dossiers.ts'
import { newId } from '../../storage/ids.ts'
import { type NonconformityQuestion, listNonconformities, lockRegister, type SeenNonconformity, settle, writeRegister } from '../../storage/quality/nonconformities.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { listUnits } from '../../storage/units.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { chainStart } from '../../workflows/evidence/chain.ts'
import { mayRaise, maySettle } from '../../workflows/quality/authority.ts'
import { lateDossier } from '../../workflows/quality/derive.ts'
import { chainEntry } from '../../workflows/quality/register.ts'
import type { Deps } from '../deps.ts'
import { enterNonconformities } from './enter-nonconformities.ts'
import { once, type Done } from './once.ts'
import { lineOf } from './unit-line.ts'

/** A nonconformity as a program sees it. */
export const nonconformityViewOf = ({ one, dossiers, hidden, standing }: SeenNonconformity, zone: string): NonconformityView => ({
  id: one.id, code: one.code, source: one.source, rule: one.rule, unitId: one.unitId, grade: one.grade, clause: one.clause, occurredOn: one.occurredOn,
  foundAt: formatInstant(one.foundAtMs, zone), foundBy: one.foundBy, text: one.text, facts: one.facts, standing, actionId: one.actionId, dossiers: [...dossiers], dossiersHidden: hidden,
  settled: one.settled === null ? null : {
    at: formatInstant(one.settled.atMs, zone), accountId: one.settled.accountId, onBehalfOf: one.settled.onBehalfOf, role: one.settled.role, reason: one.settled.reason, ...(one.settled.unfounded === undefined ? {} : { unfounded: one.settled.unfounded }),
  },
})

/** One nonconformity that the person may see. @throws DomainError not-found */
export const findNonconformity = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, id: string): Promise<SeenNonconformity> => {
  const [found] = await listNonconformities(deps.pool, reader, { id }, { belowSeq: null, limit: 1 })
  if (found === undefined) throw new DomainError('not-found')
  return found
}

/** Nonconformities that the person may see, the newest first. */
export const nonconformitiesFor = (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, asked: NonconformityQuestion, page: { readonly belowSeq: number | null; readonly limit: number }): Promise<SeenNonconformity[]> =>
  listNonconformities(deps.pool, reader, asked, page)

/** The unit and all above it today. @throws DomainError unit-unknown */
export const unitLineOf = async (deps: Pick<Deps, 'orm'>, { tenantId, today }: SignedInPerson['reader'], unitId: string): Promise<string[]> => {
  const line = lineOf(await listUnits(deps.orm.em.fork(), tenantId, today), unitId, today)
  if (line.length === 0) throw new DomainError('unit-unknown', { at: '/unitId' })
  return line
}

/** Two papers of one kind with the same number are one cause; without a number each is its own. */
const causeOf = ({ source, reference }: NewNonconformity): string => (reference === undefined ? `${source}:${newId()}` : `${source}:no:${reference.normalize('NFC').toLowerCase()}`)

/** Enters one by hand. @throws DomainError unit-unknown | role-not-granted | not-found (a dossier) | name-taken (the paper was entered before) | idempotency-key-reused */
export const raiseNonconformity = async (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewNonconformity }): Promise<Done<{ readonly id: string }>> =>
  once(deps, { person, key, request: { newNonconformity: body } }, async (em) => {
    const { reader } = person
    const capacity = mayRaise({ accountId: reader.accountId, roles: reader.roles.slice() }, await unitLineOf(deps, reader, body.unitId))
    const dossierIds = body.dossierIds ?? []
    for (const id of dossierIds) if (await readDossier(deps.pool, reader, { id }) === null) throw new DomainError('not-found', { at: '/dossierIds' })
    if (body.occurredOn > reader.today) throw new DomainError('invalid-request', { errors: [{ at: '/occurredOn', rule: 'date', message: 'chưa đến ngày này', messageEn: 'this day is yet to come' }] })
    const [entered] = await enterNonconformities(executorIn(em), [{
      cause: causeOf(body), source: body.source, rule: null, unitId: body.unitId, grade: body.grade, clause: body.clause, occurredOn: body.occurredOn, text: body.text,
      facts: body.reference === undefined ? {} : { reference: body.reference }, dossierIds,
    }], { tenantId: reader.tenantId, zone: reader.zone, nowMs: deps.clock.nowMs(), by: { accountId: reader.accountId, capacity } })
    if (entered === undefined) throw new DomainError('name-taken', { reference: body.reference })
    return { id: entered.id }
  })

/** Whether the lateness that was found is there no more: the dossier is neither late nor overdue, because its due date was counted again. */
export const isLifted = async (deps: Pick<Deps, 'pool' | 'clock'>, { reader }: SignedInPerson, { source, dossiers }: { readonly source: NonconformityView['source']; readonly dossiers: readonly { readonly id: string }[] }): Promise<boolean> => {
  const [only] = dossiers
  const found = source === 'lateDossier' && only !== undefined ? await readDossier(deps.pool, reader, { id: only.id }) : null
  return found !== null && lateDossier({ dossier: found.facts.dossier, field: null }, { zone: reader.zone, nowMs: deps.clock.nowMs() }) === null
}

/**
 * Says that a correction was enough (ISO 9001:2015, 10.2.1 b), or that the finding is unfounded since a recount.
 * @throws DomainError not-found | role-not-granted | invalid-request (unfounded, and still late) | already-decided (it has an action, or was settled) | idempotency-key-reused
 */
export const settleNonconformity = async (deps: Deps, { person, key, id, reason, ...more }: { readonly person: SignedInPerson; readonly key: string; readonly id: string } & SettleNonconformity): Promise<Done<{ readonly id: string }>> =>
  once(deps, { person, key, request: { settle: id, reason, ...more } }, async (em) => {
    const { reader } = person
    const found = await findNonconformity(deps, person, id)
    const { one } = found
    const capacity = maySettle({ accountId: reader.accountId, roles: reader.roles.slice() }, await unitLineOf(deps, reader, one.unitId))
    if (more.unfounded && !await isLifted(deps, person, { source: one.source, dossiers: found.dossiers })) throw new DomainError('invalid-request', { errors: [{ at: '/unfounded', rule: 'lifted', message: 'hồ sơ vẫn quá hạn', messageEn: 'the dossier is still late' }] })
    const [db, nowMs] = [executorIn(em), deps.clock.nowMs()]
    const head = await lockRegister(db, reader.tenantId, chainStart)
    const settlement: Settlement = { atMs: nowMs, accountId: reader.accountId, onBehalfOf: capacity.onBehalfOf, role: capacity.role, reason, ...more }
    if (!await settle(db, reader.tenantId, id, settlement)) throw new DomainError('already-decided', { nonconformity: one.code })
    const entry = chainEntry(head, { tenantId: reader.tenantId, zone: reader.zone, nowMs, by: { accountId: reader.accountId, capacity } }, one, { event: 'SETTLE', reason, ...more })
    await writeRegister(db, reader.tenantId, [entry], { ...head, seq: head.seq + 1, hash: entry.hash })
    return { id }
  })
