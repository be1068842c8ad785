import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/core'
import { SessionEntity } from './entities/registers.ts'

/** Who a session speaks for. */
export interface SessionOwner { readonly tenantId: string; readonly accountId: string }

const hash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Begins a session; the table keeps only the SHA-256 of the token. */
export const beginSession = async (em: EntityManager, token: string, owner: SessionOwner, span: { nowMs: number; expiresAtMs: number }): Promise<void> => {
  await em.insert(SessionEntity, { tokenHash: hash(token), ...owner, createdAt: span.nowMs, expiresAt: span.expiresAtMs, lastSeenAt: span.nowMs })
}

/** Whose session this is; undefined when it is unknown or has expired. */
export const findSession = async (em: EntityManager, token: string, nowMs: number): Promise<SessionOwner & { lastSeenAtMs: number } | undefined> => {
  const row = await em.findOne(SessionEntity, { tokenHash: hash(token), expiresAt: { $gt: nowMs } })
  return row === null ? undefined : { tenantId: row.tenantId, accountId: row.accountId, lastSeenAtMs: row.lastSeenAt }
}

/** Moves the end of a session that is in use. */
export const touchSession = async (em: EntityManager, token: string, span: { nowMs: number; expiresAtMs: number }): Promise<void> => {
  await em.nativeUpdate(SessionEntity, { tokenHash: hash(token) }, { lastSeenAt: span.nowMs, expiresAt: span.expiresAtMs })
}

/** Ends one session, named by its token or by the SHA-256 of it. */
export const endSession = async (em: EntityManager, token: string | Buffer): Promise<void> => {
  await em.nativeDelete(SessionEntity, { tokenHash: typeof token === 'string' ? hash(token) : token })
}

/** Ends every session of an account: after a new password, or when it is closed. */
export const endSessionsOf = async (em: EntityManager, owner: SessionOwner): Promise<void> => {
  await em.nativeDelete(SessionEntity, { ...owner })
}

/** Ends every session of an account but the one of this token: after the person changed their own password. */
export const endOtherSessions = async (em: EntityManager, owner: SessionOwner, tokenHash: Buffer): Promise<void> => {
  await em.nativeDelete(SessionEntity, { ...owner, tokenHash: { $ne: tokenHash } })
}

/** Throws expired sessions away; answers how many. */
export const sweepSessions = (em: EntityManager, nowMs: number): Promise<number> =>
  em.nativeDelete(SessionEntity, { expiresAt: { $lte: nowMs } })
