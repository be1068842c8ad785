/** The limits of corrective actions: those that the service came with, and those that the agency decided; a new one never changes what is already due. */
import type { ActionLimitView, NewActionLimit } from '../../schemas/corrective-action.ts'
import { newId } from '../../storage/ids.ts'
import { addActionLimit, listActionLimits } from '../../storage/quality/actions.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { limitsOn } from '../../workflows/quality/limits.ts'
import type { Deps } from '../deps.ts'
import type { Entry } from './change-register.ts'
import { once, type Done } from './once.ts'

/** Every limit, those that hold today and those to come, with whose they are. */
export const actionLimitsOf = async (deps: Pick<Deps, 'pool'>, { reader: { tenantId, today } }: SignedInPerson): Promise<ActionLimitView[]> => {
  const own = await listActionLimits(deps.pool, tenantId)
  return [...limitsOn(today, own), ...own.filter(({ validFrom }) => validFrom > today)].map(({ source, unit, amount, ground, validFrom }) =>
    ({ source, unit, amount, ground, validFrom, own: own.some((one) => one.source === source && one.validFrom === validFrom) }))
}

/** @throws DomainError name-taken | idempotency-key-reused */
export const setActionLimit = (deps: Deps, { person, key, body }: Entry<NewActionLimit>): Promise<Done<NewActionLimit>> =>
  once(deps, { person, key, request: { limit: body } }, async (em) => {
    const { tenantId, accountId } = person.reader
    await addActionLimit(executorIn(em), tenantId, newId(), body, { accountId, nowMs: deps.clock.nowMs() })
    return body
  })
