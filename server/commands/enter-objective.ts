/** Sets a quality objective by a decision, changes it by a newer version, or gives it up; each leaves its trace in the journal of the registers. */
import type { EntityManager } from '@mikro-orm/core'
import type { ChangeKind } from '../../schemas/administration.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { NewObjective, Objective, ObjectiveChange, ObjectiveWithdrawal } from '../../schemas/objective.ts'
import { findAccount } from '../../storage/accounts.ts'
import { newId } from '../../storage/ids.ts'
import { addObjective, changeObjective, objectiveVersions, type ObjectiveBody } from '../../storage/objectives.ts'
import { recordChange } from '../../storage/register-journal.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { isShare } from '../../workflows/objectives/formulas.ts'
import type { Deps } from '../deps.ts'
import { fault } from '../reports/statistics.ts'
import type { Entry, EntryOn } from './change-register.ts'
import { factKeepers } from './enter-fact.ts'
import { once, type Done } from './once.ts'

/** Who keeps the objectives: whoever keeps the facts of reports. Source: QĐ 19/2014/QĐ-TTg (domain.md 1.6). */
export const objectiveKeepers = factKeepers

type ObjectiveDeps = Pick<Deps, 'orm' | 'clock' | 'pool'>
type Stated = Omit<ObjectiveChange, 'version' | 'reason'>
const wholeShare = 10_000

/** What is stated as it is kept. @throws DomainError invalid-request: a day to come, a share over 100 %, a tolerance that reaches past it */
const bodyOf = ({ formula }: Pick<Objective, 'formula'>, stated: Stated, { today, reason }: { readonly today: string; readonly reason: string | null }): ObjectiveBody => {
  if (stated.on > today) throw fault('/on', 'fact', 'ngày chưa đến', 'this day is still to come')
  if (isShare(formula) && stated.target > wholeShare) throw fault('/target', 'maximum', 'tỷ lệ không quá 100 %', 'a share is at most 100 %')
  if (isShare(formula) && stated.tolerance > wholeShare) throw fault('/tolerance', 'maximum', 'tỷ lệ không quá 100 %', 'a share is at most 100 %')
  return { ...stated, number: stated.number.normalize('NFC'), policy: stated.policy ?? null, withdrawn: false, reason }
}

/** @throws DomainError invalid-request: nobody who works here */
const checkOwner = async (em: EntityManager, tenantId: string, ownerId: string): Promise<void> => {
  const account = await findAccount(em, tenantId, ownerId)
  if (account === undefined || !account.active) throw fault('/ownerId', 'account', 'không có người này', 'there is no such person')
}

const trace = (em: EntityManager, { reader }: SignedInPerson, kind: ChangeKind, objective: Objective, nowMs: number): Promise<void> =>
  recordChange(em, reader.tenantId, {
    actorId: reader.accountId, kind, subjects: [objective.id, ...(objective.unitId === null ? [] : [objective.unitId])], decision: objective.number, details: { ...objective },
  }, nowMs)

/** @throws DomainError invalid-request | unit-unknown | name-taken | idempotency-key-reused */
export const enterObjective = (deps: ObjectiveDeps, { person, key, body }: Entry<NewObjective>): Promise<Done<Objective>> =>
  once(deps, { person, key, request: { objective: body } }, async (em) => {
    const { tenantId, accountId, today } = person.reader
    const nowMs = deps.clock.nowMs()
    const { year, formula, unitId = null, ...stated } = body
    await checkOwner(em, tenantId, body.ownerId)
    const place = { id: newId(), year, formula, unitId }
    const kept = bodyOf(place, stated, { today, reason: null })
    await addObjective(executorIn(em), tenantId, { ...place, body: kept }, { accountId, nowMs })
    const objective: Objective = { ...kept, ...place, version: 1 }
    await trace(em, person, 'objective.entered', objective, nowMs)
    return objective
  })

interface Asked { readonly kind: ChangeKind; readonly version: number; readonly request: unknown }

const change = (deps: ObjectiveDeps, { person, key, id }: Omit<EntryOn<never>, 'body'>, asked: Asked, next: (now: Objective, em: EntityManager) => Promise<ObjectiveBody>): Promise<Done<Objective>> =>
  once(deps, { person, key, request: { [asked.kind]: asked.request, id } }, async (em) => {
    const { tenantId, accountId } = person.reader
    const nowMs = deps.clock.nowMs()
    const [latest] = await objectiveVersions(deps.pool, tenantId, { id })
    if (latest === undefined) throw new DomainError('not-found')
    const { year, formula, unitId } = latest.objective
    const body = await next(latest.objective, em)
    const version = await changeObjective(executorIn(em), tenantId, { id, version: asked.version }, body, { accountId, nowMs })
    const objective: Objective = { ...body, id, year, formula, unitId, version }
    await trace(em, person, asked.kind, objective, nowMs)
    return objective
  })

/** @throws DomainError not-found | invalid-request | stale-version | idempotency-key-reused */
export const alterObjective = (deps: ObjectiveDeps, { body, ...entry }: EntryOn<ObjectiveChange>): Promise<Done<Objective>> => {
  const { version, reason, ...stated } = body
  const { tenantId, today } = entry.person.reader
  return change(deps, entry, { kind: 'objective.changed', version, request: body }, async (now, em) => {
    await checkOwner(em, tenantId, stated.ownerId)
    return bodyOf(now, stated, { today, reason })
  })
}

/** @throws DomainError not-found | stale-version | idempotency-key-reused */
export const withdrawObjective = (deps: ObjectiveDeps, { body, ...entry }: EntryOn<ObjectiveWithdrawal>): Promise<Done<Objective>> =>
  change(deps, entry, { kind: 'objective.withdrawn', version: body.version, request: body }, async ({ id: _, version: __, year: ___, formula: ____, unitId: _____, ...now }) =>
    ({ ...now, withdrawn: true, reason: body.reason, number: body.number.normalize('NFC') }))
