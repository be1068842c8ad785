import type { EntityManager } from '@mikro-orm/core'
import { ProcedureRouteEntity } from './entities/routes.ts'
import { refusing } from './refusals.ts'

/** From a date on (to another one, included), dossiers of this procedure are resolved by this unit. */
export interface ProcedureRoute { readonly procedureCode: string; readonly responsibleUnitId: string; readonly validFrom: string; readonly validTo: string | null }

/** Enters a route. @throws DomainError name-taken when one of the procedure begins that day; unit-unknown when the unit is not of this agency */
export const addRoute = async (em: EntityManager, tenantId: string, route: ProcedureRoute): Promise<void> => {
  await refusing(em.insert(ProcedureRouteEntity, { ...route, tenantId }), { taken: 'name-taken', unknown: 'unit-unknown' })
}
