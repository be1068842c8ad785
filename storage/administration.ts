/** What the administration asks before it changes a register: one change at a time in an agency, and never the last administrator. */
import type { EntityManager } from '@mikro-orm/core'
import type { HeldWork } from '../schemas/administration.ts'
import type { HeldRole } from '../schemas/dossier.ts'
import type { Role } from '../schemas/procedure.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'
import { executorIn } from './transaction.ts'

/** Lets one transaction at a time change the registers of an agency; dossiers go on. */
export const lockAgency = async (em: EntityManager, tenantId: string): Promise<void> => {
  await executorIn(em).query(statement('lock-agency', [tenantId]))
}

/** From here to the end of the transaction, what a change replaces in the dated registers is kept as it was known up to this instant. */
export const keepPast = async (em: EntityManager, untilMs: number): Promise<void> => {
  await executorIn(em).query(statement('keep-past', [toTimestamp(untilMs)]))
}

/** The roles that an account holds on a day, its own and those of people it stands in for; none when it is closed or unknown. */
export const rolesHeld = async (em: EntityManager, tenantId: string, accountId: string, on: string): Promise<Role[]> => {
  const { rows } = await executorIn(em).query<{ roles: HeldRole[] }>(statement('roles-held', [tenantId, accountId, on]))
  return (rows[0]?.roles ?? []).map(({ role }) => role)
}

/** How many people can administer: on the day, and on it and for ever after. They sign in with a password of their own. */
export interface Administrators { readonly now: number; readonly lasting: number }

/** Counts the administrators of an agency on a day. */
export const countAdministrators = async (em: EntityManager, tenantId: string, on: string, roles: readonly Role[]): Promise<Administrators> => {
  const { rows } = await executorIn(em).query<{ now: number; lasting: number }>(statement('count-administrators', [tenantId, on, roles.join(' ')]))
  return rows[0] ?? { now: 0, lasting: 0 }
}

/** Whose work, where, and when; `most` of each kind is named, fifty unless told. */
export interface HeldQuestion { readonly tenantId: string; readonly accountId: string; readonly zone: string; readonly nowMs: number; readonly most?: number }

/** What a person has in hand, the kinds that there are: each with its number and the first of it. */
export const heldWork = async (db: Executor, { tenantId, accountId, zone, nowMs, most = 50 }: HeldQuestion): Promise<HeldWork[]> => {
  const { rows } = await db.query<HeldWork>(statement('held-work', [tenantId, accountId, most, zone, nowMs]))
  return rows
}

/** What a unit would leave behind if it ended with nobody to take over: open dossiers, routes and roles that go on after `on`. */
export interface UnitBurden { readonly dossiers: number; readonly routes: number; readonly grants: number }

/** What still belongs to a unit after a day, directly or from units that it took over. */
export const burdenOf = async (em: EntityManager, tenantId: string, unitId: string, on: string): Promise<UnitBurden> => {
  const { rows } = await executorIn(em).query<UnitBurden>(statement('unit-burden', [tenantId, unitId, on]))
  return rows[0] ?? { dossiers: 0, routes: 0, grants: 0 }
}
