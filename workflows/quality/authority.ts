/** Who may enter a nonconformity, and who may say that a correction was enough. Source: ISO 9001:2015, 5.3 and 10.2.1. */
import type { Id } from '../../schemas/common.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type Who, capacitiesAmong } from '../document/authority.ts'
import type { Capacity } from '../dossier/authority.ts'

const raisers: Who = {
  agency: ['isoSecretary', 'qualityManager', 'internalAuditor', 'inspector', 'agencyLeader'],
  owner: ['unitHead', 'oneStopHead', 'specialist', 'receptionist', 'recordsClerk', 'accountant'],
}
const settlers: Who = { agency: ['isoSecretary', 'qualityManager'], owner: ['unitHead', 'oneStopHead'] }

const first = (actor: Actor, unitLine: readonly Id[], who: Who, event: string): Capacity => {
  const [capacity] = capacitiesAmong(actor, unitLine, who)
  if (capacity === undefined) throw new DomainError('role-not-granted', { event, roles: [...who.agency, ...who.owner] })
  return capacity
}

/** In which capacity the actor enters a nonconformity of the unit. @throws DomainError role-not-granted */
export const mayRaise = (actor: Actor, unitLine: readonly Id[]): Capacity => first(actor, unitLine, raisers, 'RAISE')

/** In which capacity the actor says that no action is needed. @throws DomainError role-not-granted */
export const maySettle = (actor: Actor, unitLine: readonly Id[]): Capacity => first(actor, unitLine, settlers, 'SETTLE')
