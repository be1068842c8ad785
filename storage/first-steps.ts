/** How far a new agency has come with setting itself up. */
import type { LocalDate } from '../schemas/common.ts'
import type { Role } from '../schemas/procedure.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** Whether there is a one-stop desk, and which of the roles asked for nobody holds, in their order. */
export interface FirstSteps { readonly desk: boolean; readonly unheld: readonly Role[] }

/** What stands on the day `on`. */
export const firstSteps = async (db: Executor, tenantId: string, { on, roles }: { readonly on: LocalDate; readonly roles: readonly Role[] }): Promise<FirstSteps> =>
  (await db.query<FirstSteps>(statement('first-steps', [tenantId, on, roles]))).rows[0] ?? { desk: false, unheld: roles }
