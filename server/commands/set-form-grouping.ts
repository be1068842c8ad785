/** How forms group what ended without a result and what is paused: what the agency decided, each with its trace; a new one changes no figure of a period that ended before its day. */
import type { FormGrouping, NewFormGrouping } from '../../schemas/form-grouping.ts'
import { addFormGrouping, listFormGroupings } from '../../storage/form-groupings.ts'
import { newId } from '../../storage/ids.ts'
import { recordChange } from '../../storage/register-journal.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import type { Entry } from './change-register.ts'
import { once, type Done } from './once.ts'

/** All that were decided, the newest beginning first. */
export const formGroupingsOf = async (deps: Pick<Deps, 'pool'>, { reader: { tenantId, zone } }: SignedInPerson): Promise<FormGrouping[]> =>
  (await listFormGroupings(deps.pool, tenantId)).toReversed().map(({ enteredAtMs, ...one }) => ({ ...one, enteredAt: formatInstant(enteredAtMs, zone) }))

/** @throws DomainError name-taken (one begins on that day for that form) | idempotency-key-reused */
export const setFormGrouping = (deps: Pick<Deps, 'orm' | 'clock'>, { person, key, body }: Entry<NewFormGrouping>): Promise<Done<NewFormGrouping>> =>
  once(deps, { person, key, request: { formGrouping: body } }, async (em) => {
    const { tenantId, accountId } = person.reader
    const [id, nowMs] = [newId(), deps.clock.nowMs()]
    await addFormGrouping(executorIn(em), tenantId, id, body, { accountId, nowMs })
    await recordChange(em, tenantId, { actorId: accountId, kind: 'formGrouping.set', subjects: [id], decision: body.decision, details: { ...body, name: body.form } }, nowMs)
    return body
  })
