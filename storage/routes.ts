import type { EntityManager } from '@mikro-orm/core'
import type { Route } from '../schemas/administration.ts'
import { ProcedureRouteEntity } from './entities/routes.ts'
import { refusing } from './refusals.ts'

/** From a date on (to another one, included), dossiers of this procedure are resolved by this unit. */
export type ProcedureRoute = Omit<Route, 'decision'> & { readonly decision?: string | null }

/** Enters a route. @throws DomainError name-taken when one of the procedure begins that day; unit-unknown when the unit is not of this agency */
export const addRoute = async (em: EntityManager, tenantId: string, route: ProcedureRoute): Promise<void> => {
  await refusing(em.insert(ProcedureRouteEntity, { ...route, decision: route.decision ?? null, tenantId }), { taken: 'name-taken', unknown: 'unit-unknown' })
}

/** Every route that ends on or after a day, planned ones too, by procedure and first day. */
export const routesFrom = async (em: EntityManager, tenantId: string, on: string): Promise<Route[]> => {
  const rows = await em.find(ProcedureRouteEntity, { tenantId, $or: [{ validTo: null }, { validTo: { $gte: on } }] }, { orderBy: { procedureCode: 'asc', validFrom: 'asc' }, refresh: true })
  return rows.map(({ procedureCode, responsibleUnitId, validFrom, validTo, decision }) =>
    ({ procedureCode, responsibleUnitId, validFrom, validTo: validTo ?? null, decision: decision ?? null }))
}

/** Ends the route of a procedure that began on `validFrom`; its last day is `validTo`. */
export const endRoute = async (em: EntityManager, tenantId: string, { procedureCode, validFrom }: Pick<Route, 'procedureCode' | 'validFrom'>, validTo: string): Promise<void> => {
  await em.nativeUpdate(ProcedureRouteEntity, { tenantId, procedureCode, validFrom }, { validTo })
}
