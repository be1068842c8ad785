/** Words about an applicant in records of the quality system: read to be looked through, and written as they read after an erasure. */
import type { ErasureDecision, Identity, PlaceKind } from '../../schemas/erasure.ts'
import { toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** A part of a record: itself, a line of a checklist (`key`), an entry of its journal (`key`: its seq); `content` is JSON. */
export interface WrittenText { readonly kind: PlaceKind; readonly record: string; readonly code: string; readonly part: 'body' | 'line' | 'entry'; readonly key: string | null; readonly content: string }
/** A stored answer, or (account null) a notice. */
export interface KeptAnswer { readonly account: string | null; readonly key: string; readonly content: string }

/** What identifies the applicant of a dossier; undefined when there is none. */
export const applicantIdentity = async (db: Executor, tenantId: string, dossierId: string): Promise<Identity | undefined> =>
  (await db.query<Identity>(statement('applicant-identity', [tenantId, dossierId]))).rows[0]

/** Every record of the quality system, part by part. */
export const writtenTexts = async (db: Executor, tenantId: string): Promise<WrittenText[]> => (await db.query<WrittenText>(statement('written-texts', [tenantId]))).rows

/** Answers and notices in which words of these records were told. */
export const keptAnswers = async (db: Executor, tenantId: string, records: readonly string[]): Promise<KeptAnswer[]> =>
  (await db.query<KeptAnswer>(statement('kept-answers', [tenantId, records]))).rows

/** Writes a part of an audit or a review as it reads after an erasure; `leftHash`: the sum of an entry. */
export const eraseInRecord = async (db: Executor, { tenantId, dossierId, number, on, nowMs }: ErasureDecision, { kind, record, part, key }: WrittenText, left: { readonly content: string; readonly hash: string }): Promise<void> => {
  if (part === 'entry') {
    await db.query(statement('add-journal-erasure', [tenantId, kind, record, Number(key), left.hash, dossierId, `${number}, ${on}`, toTimestamp(nowMs)]))
    await db.query(statement(kind === 'audit' ? 'erase-in-audit-entry' : 'erase-in-review-entry', [tenantId, record, Number(key), left.content]))
  } else if (kind === 'audit') await db.query(statement('erase-in-audit', [tenantId, record, key, left.content]))
  else await db.query(statement('erase-in-review', [tenantId, record, left.content]))
}

/** Writes an answer or a notice as it reads after an erasure. */
export const eraseInAnswer = async (db: Executor, tenantId: string, { account, key }: KeptAnswer, content: string): Promise<void> => {
  await db.query(statement('erase-in-answer', [tenantId, account, key, content]))
}
