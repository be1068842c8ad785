/** Who is told about a dossier: whose business it is today, their substitutes, and never anybody who may not read it. */
import type { Executor } from './pool.ts'
import { sqlText, statement } from './sql.ts'

/**
 * Whose business: `step` who has an open step in hand, or could take it; `heads` the nearest head above a step that is late or in nobody's
 * hands; `account` one person; `role` its holders in the line of the dossier's units; `desk` the receptionists of the receiving unit.
 */
export interface Asking {
  readonly tenantId: string
  readonly dossierId: string
  readonly whom: 'step' | 'heads' | 'account' | 'role' | 'desk'
  /** One open step; absent: all of them. With `accountId`: only while that person has it in hand. */
  readonly step?: string | null
  readonly accountId?: string | null
  readonly role?: string
  /** Heads are told of a late step whoever has it in hand. */
  readonly late?: boolean
  /** Where a step has no head, a leader of the agency is told, else who administers it. */
  readonly leaders?: boolean
}

/**
 * The active accounts for each asking, in its order, on the agency-local day of the instant; where a step, a role or a desk has nobody, its
 * heads. One query for all, and one more for those that had nobody.
 */
export const whoIsTold = async (db: Executor, askings: readonly Asking[], nowMs: number): Promise<string[][]> => {
  const told = await ask(db, askings, nowMs)
  const lonely = askings.flatMap((asking, index) => (told[index]?.length === 0 && asking.whom !== 'account' && asking.whom !== 'heads' ? [index] : []))
  const heads = await ask(db, lonely.map((index) => ({ ...askings[index]!, whom: 'heads', late: true, leaders: true })), nowMs)
  lonely.forEach((index, at) => { told[index] = heads[at] ?? [] })
  return told
}

const ask = async (db: Executor, askings: readonly Asking[], nowMs: number): Promise<string[][]> => {
  const told: string[][] = askings.map(() => [])
  if (askings.length === 0) return told
  const asked = askings.map(({ tenantId, dossierId, whom, step, accountId, role, late, leaders }, n) =>
    ({ n, tenant_id: tenantId, dossier_id: dossierId, whom, step: step ?? null, account_id: accountId ?? null, role: role ?? null, late: late ?? false, leaders: leaders ?? false }))
  const { rows } = await db.query<{ n: number; account_id: string }>(statement('who-is-told', [JSON.stringify(asked), nowMs]))
  for (const { n, account_id: accountId } of rows) told[n]?.push(accountId)
  return told
}

/** Somebody who is told of steps that are or were in their hands, and of how many dossiers these are. */
export interface ToldHolder { readonly accountId: string; readonly dossiers: number }

/** Who has the steps of a list in hand, substitutes of today beside them. `list`: a query that ends with these steps as `held`. */
export const toldHolders = async (db: Executor, list: string, values: readonly unknown[]): Promise<ToldHolder[]> => {
  const { rows } = await db.query<{ account_id: string; dossiers: number }>({ name: list, text: `${sqlText(list)}${sqlText('told-holders')}`, values: [...values] })
  return rows.map(({ account_id: accountId, dossiers }) => ({ accountId, dossiers }))
}
