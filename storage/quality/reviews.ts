/** Management reviews: kept whole with their journals and frozen inputs, read by the one predicate `may_see_review`. */
import { DomainError } from '../../schemas/errors.ts'
import type { ListedReview, ManagementReview, ReviewDecision } from '../../schemas/review.ts'
import { type Reader, roleNames } from '../dossiers.ts'
import { fromTimestamp, toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'
import type { KeptActionEntry } from './actions.ts'

/** The inputs as they were frozen: the model as text and the SHA-256 of these bytes. */
export interface FrozenInputs { readonly report: string; readonly sha256: string; readonly frozenAtMs: number }

const peopleOf = ({ chairId, participants, tasks, planned }: ManagementReview): string[] =>
  [...new Set([planned.accountId, chairId, ...participants, ...tasks.flatMap(({ ownerId, doers }) => [ownerId, ...doers])])]

const toRow = (review: ManagementReview) => ({
  tenant_id: review.tenantId, id: review.id, code: review.code, version: review.version, state: review.state, planned_on: review.plannedOn, as_of: review.asOf, held_on: review.heldOn, people: peopleOf(review),
  open_tasks: review.tasks.filter(({ state }) => state === 'open').length, journal_seq: review.journalSeq, journal_hash: review.journalHash,
})

/** Keeps a decision, with the inputs of a review that is held; `expected` 0 for a new one. @throws DomainError stale-version when somebody else was first; name-taken when its code is */
export const saveReview = async (db: Executor, { review, entry }: ReviewDecision, expected: number, inputs: FrozenInputs | null): Promise<void> => {
  const row = { seq: entry.entry.seq, at: entry.entry.at, event: entry.entry.event, actor_id: entry.entry.actor.account, canonical: entry.canonical, hash: entry.hash }
  const frozen = inputs === null ? null : JSON.stringify({ report: inputs.report, sha256: inputs.sha256, frozen_at: toTimestamp(inputs.frozenAtMs) })
  try {
    await db.query(statement('save-review', [expected, JSON.stringify(toRow(review)), JSON.stringify(review), JSON.stringify(row), frozen]))
  } catch (error) {
    const { code } = error as { code?: string }
    throw code === '40001' ? new DomainError('stale-version') : code === '23505' ? new DomainError('name-taken') : error
  }
}

/** At most `limit` reviews that the reader may see, the newest first; with an id that one, or none. */
export const listReviews = async (db: Executor, reader: Reader, { id, limit }: { readonly id: string | null; readonly limit: number }): Promise<ManagementReview[]> =>
  (await db.query<{ review: ManagementReview }>(statement('list-reviews', [reader.tenantId, reader.accountId, roleNames(reader), id, limit]))).rows.map(({ review }) => review)

/** How many codes of this beginning there are, and the last day of the inputs of the latest review; others wait until the transaction ends. */
export const nextReview = async (db: Executor, tenantId: string, prefix: string): Promise<{ readonly known: number; readonly lastAsOf: string | null }> => {
  const { rows: [row] } = await db.query<{ known: number; lastAsOf: string | null }>(statement('next-review', [tenantId, prefix]))
  if (row === undefined) throw new Error('an agency is one row')
  return row
}

/** The journal of a review in order. */
export const readReviewJournal = async (db: Executor, tenantId: string, reviewId: string, limit: number): Promise<KeptActionEntry[]> =>
  (await db.query<KeptActionEntry>(statement('review-journal', [tenantId, reviewId, limit]))).rows

/** The frozen inputs of a review; undefined before it is held. */
export const readReviewInputs = async (db: Executor, tenantId: string, reviewId: string): Promise<FrozenInputs | undefined> => {
  const { rows: [row] } = await db.query<{ report: string; sha256: string; frozen_at: Date }>(statement('review-input', [tenantId, reviewId]))
  return row === undefined ? undefined : { report: row.report, sha256: row.sha256, frozenAtMs: fromTimestamp(row.frozen_at) }
}

/** Reviews of a period (or the last one before it) as they were known at an instant, tasks with them. */
export const reviewsKnown = async (db: Executor, tenantId: string, { from, to }: { readonly from: string; readonly to: string }, asked: { readonly before: boolean; readonly knownAtMs: number; readonly limit: number }): Promise<ListedReview[]> =>
  (await db.query<ListedReview>(statement('report-reviews', [tenantId, from, to, asked.before, toTimestamp(asked.knownAtMs), asked.limit]))).rows

/** A task that is not done, with its review. */
export interface OpenReviewTask { readonly reviewId: string; readonly code: string; readonly number: number; readonly text: string; readonly ownerId: string; readonly dueOn: string }

/** At most `limit` of an agency. */
export const openReviewTasks = async (db: Executor, tenantId: string, limit: number): Promise<OpenReviewTask[]> =>
  (await db.query<OpenReviewTask>(statement('open-review-tasks', [tenantId, limit]))).rows
