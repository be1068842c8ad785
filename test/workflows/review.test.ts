/** A management review by the rules alone: random people and events never break four eyes, the chain, or the order of its life. */
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import { reviewEvents, reviewTaskEvents, type ManagementReview } from '../../schemas/review.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { decideReview, planReview, type ReviewInput, reviewOffers } from '../../workflows/quality/review-decide.ts'
import { actorWith, agencyUnit, idOf, zone } from '../support/documents.ts'

const nowMs = parseInstant('2026-11-20T09:00', zone)
const roles = ['isoSecretary', 'qualityManager', 'agencyLeader', 'internalAuditor', 'specialist'] as const
const people = Array.from({ length: 5 }, (_, at) => idOf(50 + at))
const person = fc.constantFrom(...people)
/** Somebody with a role of their own, perhaps with one of somebody absent too. */
const actor: Arbitrary<Actor> = fc.record({ id: person, role: fc.constantFrom(...roles), absent: fc.option(person), their: fc.constantFrom(...roles) }).map(({ id, role, absent, their }) => {
  const own = actorWith(id, [role], agencyUnit)
  return absent === null || absent === id ? own : { ...own, roles: [...own.roles, { role: their, unitId: agencyUnit, onBehalfOf: absent }] }
})
const input: Arbitrary<ReviewInput> = fc.record({
  type: fc.constantFrom(...reviewEvents, ...reviewTaskEvents, 'DECIDE' as const, 'HOLD' as const, 'REPORT' as const, 'VERIFY' as const), task: fc.integer({ min: 1, max: 3 }), reason: fc.constant('vì'), heldOn: fc.constant('2026-11-20'),
  output: fc.constant('change' as const), text: fc.constant('việc'), ownerId: person, dueOn: fc.constant('2026-12-15'), note: fc.constant('đã làm'), inputs: fc.constant('a'.repeat(64)),
  minutes: fc.constant({ number: '31/BB-UBND', on: '2026-11-20', conclusion: 'đạt' }),
})
const planned = (): { review: ManagementReview; chain: { seq: number; canonical: string; hash: string }[] } => {
  const { review, entry } = planReview({ id: idOf(900), tenantId: idOf(5), code: 'XXLĐ-2026-01', from: '2026-01-01' }, { plannedOn: '2026-11-20', asOf: '2026-11-15', chairId: people[0]!, participants: [] }, { actor: actorWith(people[1]!, ['isoSecretary'], agencyUnit), nowMs })
  return { review, chain: [{ seq: 1, canonical: entry.canonical, hash: entry.hash }] }
}

t.test('whatever people try: who owns a task or worked on it never verifies it, a substitute counts as the person, the chain stays whole', async () => {
  fc.assert(fc.property(fc.array(fc.tuple(actor, input), { maxLength: 60 }), (steps) => {
    const { review, chain } = planned()
    let now = review
    for (const [who, asked] of steps) {
      const facts = { review: now, actor: who, zone }
      const offered = reviewOffers(facts).some(({ event, task, refusal }) => refusal === null && event === asked.type && (task === null || task === asked.task))
      try {
        const { review: next, entry } = decideReview(facts, asked, nowMs)
        if (!offered) return false
        const task = next.tasks.find(({ number }) => number === asked.task)
        const acting = new Set([who.accountId, ...(entry.entry.actor.onBehalfOf === null ? [] : [entry.entry.actor.onBehalfOf])])
        if (asked.type === 'VERIFY' && task !== undefined && [task.ownerId, ...task.doers].some((id) => acting.has(id))) return false
        if (next.version !== now.version + 1 || (next.minutes !== null && next.heldOn === null)) return false
        chain.push({ seq: entry.entry.seq, canonical: entry.canonical, hash: entry.hash })
        now = next
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
      }
    }
    return verifyChain(chain).length === 0 && chain.at(-1)?.hash === now.journalHash
  }), { numRuns: 150 })
})

t.test('it is held on a day that is not to come, on inputs that are not after it', async (t) => {
  const hold = (heldOn: string): string => {
    try {
      return decideReview({ review: planned().review, actor: actorWith(people[1]!, ['isoSecretary'], agencyUnit), zone }, { type: 'HOLD', heldOn, inputs: 'a'.repeat(64) }, nowMs).review.state
    } catch (error) {
      if (error instanceof DomainError) return error.code
      throw error
    }
  }
  t.same(['2026-11-14', '2026-11-15', '2026-11-20', '2026-11-21'].map(hold), ['invalid-request', 'held', 'held', 'invalid-request'])
})
