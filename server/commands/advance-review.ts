/** Management reviews: planned, moved by one event, held on inputs that are frozen in the same transaction; each at most once for its key. */
import { createHash } from 'node:crypto'
import { DomainError } from '../../schemas/errors.ts'
import type { IsoReport } from '../../schemas/report.ts'
import type { AdvanceReview, ManagementReview, NewReview, ReviewDecision, ReviewFacts, ReviewInputs, ReviewView } from '../../schemas/review.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { holdersOfRole } from '../../storage/calendar-ends.ts'
import { keepInspection } from '../../storage/documents/texts.ts'
import { newId } from '../../storage/ids.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import { addObject } from '../../storage/objects/rows.ts'
import type { Executor } from '../../storage/pool.ts'
import { type FrozenInputs, listReviews, nextReview, readReviewInputs, saveReview } from '../../storage/quality/reviews.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { addDays, formatInstant, localDateOf, startOfDateMs } from '../../workflows/calendar/index.ts'
import { decideReview, planReview, type ReviewInput } from '../../workflows/quality/review-decide.ts'
import { differencesOf } from '../../workflows/report/differences.ts'
import type { Deps } from '../deps.ts'
import { isoReport } from '../reports/iso/collect.ts'
import { storeUpload, type Upload } from './attach-file.ts'
import { once, type Done } from './once.ts'
import { reviewViewOf } from './review-view.ts'

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Tells those whom a decision concerns, in the caller's transaction. */
export const tellReview = async (db: Executor, { review, effects }: ReviewDecision, { zone, nowMs }: { readonly zone: string; readonly nowMs: number }): Promise<void> => {
  const notices: Notice[] = []
  for (const { kind, task, to } of effects) {
    const accounts = 'accounts' in to ? to.accounts : (await Promise.all(to.roles.map((role) => holdersOfRole(db, review.tenantId, role, localDateOf(nowMs, zone))))).flat()
    const about = review.tasks.find(({ number }) => number === task)
    const payload = { reviewId: review.id, code: review.code, title: (about?.text ?? '').slice(0, 120), ...(about === undefined ? {} : { dueOn: about.dueOn }) }
    notices.push(...[...new Set(accounts)].map((accountId) => ({ accountId, dossierId: null, kind, payload })))
  }
  await addNotices(db, review.tenantId, notices, nowMs)
}

const checkPeople = async (deps: Deps, tenantId: string, ids: readonly (string | undefined)[]): Promise<void> => {
  const wanted = [...new Set(ids.filter((id) => id !== undefined))]
  if ((await findAccounts(deps.orm.em.fork(), tenantId, wanted)).length < wanted.length) throw new DomainError('user-unknown')
}

/** Plans a review. @throws DomainError role-not-granted | user-unknown | dates-reversed | idempotency-key-reused */
export const newReview = (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewReview }): Promise<Done<ReviewView>> =>
  once(deps, { person, key, request: { review: body } }, async (em) => {
    const { tenantId, accountId, zone, roles } = person.reader
    await checkPeople(deps, tenantId, [body.chairId, ...body.participants])
    const [db, nowMs] = [executorIn(em), deps.clock.nowMs()]
    const year = localDateOf(nowMs, zone).slice(0, 4)
    const { known, lastAsOf } = await nextReview(db, tenantId, `XXLĐ-${year}-`)
    const from = body.from ?? (lastAsOf !== null && lastAsOf < body.asOf ? addDays(lastAsOf, 1) : `${body.asOf.slice(0, 4)}-01-01`)
    const decision = planReview({ id: newId(), tenantId, code: `XXLĐ-${year}-${String(known + 1).padStart(2, '0')}`, from }, body, { actor: { accountId, roles: roles.slice() }, nowMs })
    await saveReview(db, decision, 0, null)
    await tellReview(db, decision, { zone, nowMs })
    return reviewViewOf(decision.review, zone, localDateOf(nowMs, zone))
  })

/** A review and the facts to decide on it. @throws DomainError not-found, for unknown ones and for those of others alike */
export const factsOfReview = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, id: string): Promise<ReviewFacts> => {
  const [review] = await listReviews(deps.pool, reader, { id, limit: 1 })
  if (review === undefined) throw new DomainError('not-found')
  return { review, actor: { accountId: reader.accountId, roles: reader.roles.slice() }, zone: reader.zone }
}

/** What the inputs are asked of: the days of the review. */
const question = ({ tenantId, from, asOf: to }: ManagementReview) => ({ tenantId, layout: 'review' as const, from, to })

/** The inputs as of the day of the review, or of now when that day is not over. */
const countInputs = (deps: Deps, review: ManagementReview, { zone, nowMs }: { readonly zone: string; readonly nowMs: number }): Promise<IsoReport> =>
  isoReport(deps, { ...question(review), asOf: formatInstant(Math.min(nowMs, startOfDateMs(addDays(review.asOf, 1), zone) - 1), zone) })

/** One request on a review. */
export interface ReviewRequest { readonly person: SignedInPerson; readonly id: string; readonly expectedVersion: number; readonly key: string; readonly body: AdvanceReview }

/** Carries out one event. @throws DomainError not-found | stale-version | user-unknown | idempotency-key-reused, and what `decideReview` refuses */
export const advanceReview = (deps: Deps, { person, id, expectedVersion, key, body }: ReviewRequest): Promise<Done<ReviewView>> =>
  once(deps, { person, key, request: { review: id, version: expectedVersion, body } }, async (em) => {
    const facts = await factsOfReview(deps, person, id)
    const { review, zone } = facts
    if (review.version !== expectedVersion) throw new DomainError('stale-version', { version: review.version, expectedVersion })
    await checkPeople(deps, review.tenantId, [body.chairId, body.ownerId, ...body.participants ?? []])
    const [db, nowMs] = [executorIn(em), deps.clock.nowMs()]
    decideReview(facts, body, nowMs)
    let [input, frozen]: [ReviewInput, FrozenInputs | null] = [body, null]
    if (body.type === 'HOLD') {
      const report = JSON.stringify(await countInputs(deps, review, { zone, nowMs }))
      frozen = { report, sha256: sumOf(report), frozenAtMs: nowMs }
      input = { ...body, inputs: frozen.sha256 }
    }
    const decision = decideReview(facts, input, nowMs)
    await saveReview(db, decision, review.version, frozen)
    await tellReview(db, decision, { zone, nowMs })
    return reviewViewOf(decision.review, zone, localDateOf(nowMs, zone))
  })

const placeholder = { objectId: '', sha256: '', size: 1, mediaType: '', name: '' }

/**
 * Keeps a file with a task that is not done. Whether the person may is asked before a byte is stored, and decided again with it.
 * @throws DomainError of a file; not-found | stale-version | idempotency-key-reused, and what `decideReview` refuses of ATTACH
 */
export const attachToTask = async (deps: Deps, { person, id, expectedVersion, key, body: { task, note, ...upload } }: Omit<ReviewRequest, 'body'> & { readonly body: Upload & { readonly task: number; readonly note: string | undefined } }): Promise<Done<ReviewView>> => {
  const { tenantId, accountId } = person.reader
  const input = { type: 'ATTACH' as const, task, ...(note === undefined ? {} : { note }) }
  const early = await factsOfReview(deps, person, id)
  if (early.review.version === expectedVersion) decideReview(early, { ...input, file: placeholder }, deps.clock.nowMs())
  const { stored, file, inspection } = await storeUpload(deps, tenantId, upload)
  return once(deps, { person, key, request: { reviewFile: id, task, version: expectedVersion, sha256: file.sha256, name: file.name, note: note ?? null } }, async (em) => {
    const facts = await factsOfReview(deps, person, id)
    const { review, zone } = facts
    if (review.version !== expectedVersion) throw new DomainError('stale-version', { version: review.version, expectedVersion })
    const [db, nowMs] = [executorIn(em), deps.clock.nowMs()]
    await addObject(db, tenantId, { stored, contentType: file.mediaType, fileName: file.name, createdBy: accountId, nowMs })
    await keepInspection(db, tenantId, stored.id, inspection, nowMs)
    const decision = decideReview(facts, { ...input, file }, nowMs)
    await saveReview(db, decision, review.version, null)
    return reviewViewOf(decision.review, zone, localDateOf(nowMs, zone))
  })
}

/** The inputs of a review: as frozen, with what is counted otherwise today; before it is held as they would be counted now. @throws DomainError not-found */
export const reviewInputsOf = async (deps: Deps, person: SignedInPerson, id: string): Promise<ReviewInputs> => {
  const { review, zone } = await factsOfReview(deps, person, id)
  const frozen = await readReviewInputs(deps.pool, review.tenantId, id)
  if (frozen === undefined) return { report: await countInputs(deps, review, { zone, nowMs: deps.clock.nowMs() }), intact: null, frozenAt: null, differences: [] }
  const report = JSON.parse(frozen.report) as IsoReport
  const [now, asOfThen] = await Promise.all([isoReport(deps, { ...question(review), asOf: null }), isoReport(deps, { ...question(review), asOf: report.asOf })])
  return {
    report, intact: sumOf(frozen.report) === frozen.sha256 && frozen.sha256 === review.inputs, frozenAt: formatInstant(frozen.frozenAtMs, zone),
    differences: differencesOf(report.figures, { now: now.figures, asOfThen: asOfThen.figures }),
  }
}
