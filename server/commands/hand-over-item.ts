/** Gives one thing to somebody else, by the rule of its own event, in the caller's transaction; what the rule refuses stays where it is. */
import type { HeldItem, HeldKind } from '../../schemas/administration.ts'
import type { Id } from '../../schemas/common.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ManagementReview } from '../../schemas/review.ts'
import { readTransitionFacts, saveDecision } from '../../storage/decisions.ts'
import type { Executor } from '../../storage/pool.ts'
import { readAction } from '../../storage/quality/actions.ts'
import { listComplaints } from '../../storage/quality/complaints.ts'
import { listReviews, saveReview } from '../../storage/quality/reviews.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { decideAdvance } from '../../workflows/dossier/advance.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import { decideAction } from '../../workflows/quality/action-decide.ts'
import { decideReview } from '../../workflows/quality/review-decide.ts'
import type { Deps } from '../deps.ts'
import { keepAction } from './advance-action.ts'
import { tellReview } from './advance-review.ts'
import { assignComplaint } from './complaints.ts'

/**
 * By whom, when and why; `db` keeps, `fromId` is who hands over. Facts are read beside the transaction, as other commands read them, and the version that was read is asked for
 * when they are kept; `dossiers` and `reviews` are as this handover left them, for those of which more than one thing is in hand.
 */
export interface Hands { readonly deps: Deps; readonly db: Executor; readonly person: SignedInPerson; readonly tokenHash: Buffer; readonly key: string; readonly nowMs: number; readonly reason: string; readonly fromId: Id; readonly dossiers: Map<Id, Dossier>; readonly reviews: Map<Id, ManagementReview> }
interface Gift { readonly item: HeldItem; readonly to: Id }
type Mover = (hands: Hands, gift: Gift) => Promise<void>

const actorOf = ({ reader }: SignedInPerson) => ({ accountId: reader.accountId, roles: reader.roles.slice() })
/** What the person may not see they may not give away either: the word is that a role is lacking, since the thing itself was named to them. */
const unseen = (): DomainError => new DomainError('role-not-granted', { event: 'ASSIGN' })

const moveDossier: Mover = async ({ deps, db, tokenHash, key, nowMs, dossiers, fromId }, { item, to }) => {
  const known = await readTransitionFacts(deps.pool, { tokenHash, dossierId: item.id, idempotencyKey: key, assigneeId: to, nowMs })
  if (known === null) throw new DomainError('not-signed-in')
  if (known.facts === null) throw unseen()
  const { assignee } = known.facts
  // Whoever only stands in for the person holds that role no longer when the person is gone.
  const own = assignee === null ? null : { ...assignee, roles: assignee.roles.filter(({ onBehalfOf }) => onBehalfOf !== fromId) }
  const facts = { ...known.facts, assignee: own, dossier: dossiers.get(item.id) ?? known.facts.dossier }
  const event = { type: 'ASSIGN', step: item.part ?? '', assigneeId: to }
  const { rules, decision } = await deps.rules.decideUnder(facts.dossier, (under) => decideAdvance(under, facts, { event, nowMs, nonce: deps.nonce() }))
  await saveDecision(db, decision, { expected: facts.dossier.version, recordedAtMs: nowMs, announce: true, nextReminderAtMs: firstRungAt(rules.calendar, decision.dossier), idempotency: null })
  dossiers.set(item.id, decision.dossier)
}

const moveAction: Mover = async ({ deps, db, person, nowMs, reason }, { item, to }) => {
  const read = await readAction(deps.pool, person.reader, item.id)
  if (read === null) throw unseen()
  const { zone } = person.reader
  const decision = decideAction({ action: read.action, unitLine: read.unitLine, actor: actorOf(person), zone }, { type: 'ASSIGN', ownerId: to, reason }, nowMs)
  await keepAction(db, decision, read.action.version, { zone, nowMs })
}

const moveTask: Mover = async ({ deps, db, person, nowMs, reason, reviews }, { item, to }) => {
  const review = reviews.get(item.id) ?? (await listReviews(deps.pool, person.reader, { id: item.id, limit: 1 }))[0]
  if (review === undefined) throw unseen()
  const { zone } = person.reader
  const decision = decideReview({ review, actor: actorOf(person), zone }, { type: 'ASSIGN', task: Number(item.part), ownerId: to, reason }, nowMs)
  await saveReview(db, decision, review.version, null)
  await tellReview(db, decision, { zone, nowMs })
  reviews.set(item.id, decision.review)
}

const moveComplaint: Mover = async ({ deps, db, person }, { item, to }) => {
  const [found] = await listComplaints(deps.pool, person.reader, { id: item.id }, { belowId: null, limit: 1 })
  if (found === undefined) throw unseen()
  await assignComplaint(deps, db, person, found, to)
}

/** Drafts have no holder to change, and the team of an audit is changed whole, by who approves it. */
const stays: Mover = async () => { throw new DomainError('event-not-allowed', { event: 'ASSIGN', allowed: [] }) }

const movers: Readonly<Record<HeldKind, Mover>> = { dossier: moveDossier, action: moveAction, reviewTask: moveTask, complaint: moveComplaint, document: stays, audit: stays }

/**
 * Moves one thing; answers null, or the code of the refusal for which it stays.
 * @throws DomainError stale-version when somebody else moved it meanwhile: then nothing of the handover happened
 */
export const moveItem = async (hands: Hands, kind: HeldKind, gift: Gift): Promise<string | null> => {
  try {
    await movers[kind](hands, gift)
    return null
  } catch (error) {
    if (!(error instanceof DomainError) || ['stale-version', 'service-busy', 'not-signed-in'].includes(error.code)) throw error
    return error.code
  }
}
