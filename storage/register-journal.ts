/** The trace of the registers: who changed what, when, by which decision. The database refuses to change or delete it. */
import type { EntityManager } from '@mikro-orm/core'
import type { ChangeKind } from '../schemas/administration.ts'
import { RegisterEntryEntity } from './entities/administration.ts'
import { fromTimestamp } from './instants.ts'
import { newId } from './ids.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

export interface RegisterChange {
  readonly actorId: string
  readonly kind: ChangeKind
  /** Units and people that the change concerns: each is a way to find it again. */
  readonly subjects: readonly string[]
  readonly decision: string | null
  /** Dates, codes and roles as they are now; no password, and nothing about applicants. */
  readonly details: Readonly<Record<string, unknown>>
}

/** Adds one line, in the transaction that makes the change. */
export const recordChange = async (em: EntityManager, tenantId: string, change: RegisterChange, nowMs: number): Promise<void> => {
  await em.insert(RegisterEntryEntity, { ...change, subjects: [...new Set(change.subjects)], tenantId, id: newId(), at: nowMs })
}

/** One line with the names of today of everybody and every unit that it concerns. */
export interface KeptChange extends Omit<RegisterChange, 'kind'> {
  readonly id: string
  readonly atMs: number
  readonly kind: string
  readonly actor: { readonly userName: string; readonly fullName: string; readonly active: boolean }
  readonly names: readonly { readonly id: string; readonly vi: string; readonly en: string }[]
}

interface Row {
  id: string; at: Date; actor_id: string; kind: string; subjects: string[]; decision: string | null; details: Record<string, unknown>
  user_name: string; full_name: string; active: boolean; names: { id: string; vi: string; en: string }[]
}

/** At most `limit` lines, the newest first, of one unit or person or of the whole agency, after the id. */
export async function listChanges(
  db: Executor, tenantId: string, { subject, on, afterId, limit }: { readonly subject: string | null; readonly on: string; readonly afterId: string | null; readonly limit: number },
): Promise<KeptChange[]> {
  const { rows } = await db.query<Row>(statement('register-entries', [tenantId, subject, on, afterId, limit]))
  return rows.map((row) => ({
    id: row.id, atMs: fromTimestamp(row.at), actorId: row.actor_id, kind: row.kind, subjects: row.subjects, decision: row.decision, details: row.details,
    actor: { userName: row.user_name, fullName: row.full_name, active: row.active }, names: row.names,
  }))
}
