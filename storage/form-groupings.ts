/** How forms group what ended without a result and what is paused, as agencies decided; none is ever changed, a later one takes its place. */
import { DomainError } from '../schemas/errors.ts'
import { formGroupingsMax, type FormGrouping, type NewFormGrouping } from '../schemas/form-grouping.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** One that was decided, as it is kept. */
export interface StoredGrouping extends NewFormGrouping { readonly enteredAtMs: number; readonly by: FormGrouping['by'] }

/** All of an agency, the oldest beginning first. */
export const listFormGroupings = async (db: Executor, tenantId: string): Promise<StoredGrouping[]> => {
  const { rows } = await db.query<NewFormGrouping & { by: string; entered_at: Date }>(statement('list-form-groupings', [tenantId, formGroupingsMax]))
  return rows.map(({ entered_at: at, ...row }) => ({ ...row, enteredAtMs: fromTimestamp(at) }))
}

/** Enters one. @throws DomainError name-taken when one begins on that day for that form */
export const addFormGrouping = async (db: Executor, tenantId: string, id: string, { form, ended, paused, decision, validFrom }: NewFormGrouping, { accountId, nowMs }: { readonly accountId: string; readonly nowMs: number }): Promise<void> => {
  try {
    await db.query(statement('add-form-grouping', [tenantId, id, form, ended, paused, decision, validFrom, toTimestamp(nowMs), accountId]))
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new DomainError('name-taken') : error
  }
}
