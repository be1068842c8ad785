/** Says which unit resolves a procedure from a day on; dossiers received before stay where they are. */
import type { NewRoute, Route } from '../../schemas/administration.ts'
import { DomainError } from '../../schemas/errors.ts'
import { listRevisions } from '../../storage/procedures.ts'
import { addRoute, endRoute, routesFrom } from '../../storage/routes.ts'
import { findUnit } from '../../storage/units.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { changeRegister, checkInForce, type Entry, type RegisterDeps } from './change-register.ts'
import type { Done } from './once.ts'

/** @throws DomainError day-is-past | procedure-unknown | unit-unknown | unit-ended | name-taken */
export const setRoute = (deps: RegisterDeps, { person, key, body }: Entry<NewRoute>): Promise<Done<Route>> => {
  const { tenantId, today } = person.reader
  const { procedureCode, responsibleUnitId, validFrom, decision } = body
  return changeRegister<Route>(deps, { person, key, kind: 'route.set', request: body, decision }, async (em) => {
    if (validFrom < today) throw new DomainError('day-is-past', { earliest: today })
    if ((await listRevisions(em, tenantId, procedureCode)).length === 0) throw new DomainError('procedure-unknown')
    checkInForce(await findUnit(em, tenantId, responsibleUnitId, validFrom), validFrom, null)
    const known = (await routesFrom(em, tenantId, validFrom)).filter((one) => one.procedureCode === procedureCode)
    const present = known.find((one) => one.validFrom < validFrom)
    const next = known.find((one) => one.validFrom > validFrom)
    if (present !== undefined) await endRoute(em, tenantId, present, addDays(validFrom, -1))
    const route = { procedureCode, responsibleUnitId, validFrom, validTo: next === undefined ? null : addDays(next.validFrom, -1), decision }
    await addRoute(em, tenantId, route)
    return { answer: route, subjects: [responsibleUnitId], details: { procedureCode, validFrom } }
  })
}
