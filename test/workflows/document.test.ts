/** The life of controlled documents: every state against every event and role, four-eyes, numbering, and one revision in force at a time. */
import t from 'tap'
import fc from '../support/property.ts'
import { type ControlledDocument, documentEvents, type DocumentRevision, revisionStates } from '../../schemas/document.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { roles, type Role } from '../../schemas/procedure.ts'
import { addMonths, parseInstant } from '../../workflows/calendar/index.ts'
import { documentActions } from '../../workflows/document/actions.ts'
import { codeFits } from '../../workflows/document/begin.ts'
import { decideDocument } from '../../workflows/document/decide.ts'
import { inForceOf } from '../../workflows/document/entry.ts'
import { settle } from '../../workflows/document/force.ts'
import { eventsOf, life } from '../../workflows/document/lifecycle.ts'
import { chain, verifyChain } from '../../workflows/evidence/chain.ts'
import {
  actorWith, agencyUnit, carryOut, createdBy, decision, drafter, factsOf, file, freshId, head, idOf, type Kept, leader, otherUnit, ownerUnit, publishDraft, publishedAt,
  secretary, stretchesOf, zone,
} from '../support/documents.ts'

t.setTimeout(300_000)
const nowMs = parseInstant('2026-03-02T09:00', zone)
const hourMs = 3_600_000
const refusalOf = (work: () => unknown): string | null => {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}
const keptFrom = (actor: Actor): Kept => {
  const { document, entries } = createdBy(actor, nowMs)
  return { document, entries: entries.map(({ entry }) => entry) }
}

/** A document whose newest revision stands in that state, by real events. */
const inState = (state: DocumentRevision['state']): Kept => {
  const kept = keptFrom(drafter)
  const upTo = (events: readonly (() => unknown)[]): Kept => { for (const event of events) event(); return kept }
  const attach = () => carryOut(kept, drafter, { type: 'ATTACH', file }, nowMs)
  const submit = () => carryOut(kept, drafter, { type: 'SUBMIT' }, nowMs)
  const review = () => carryOut(kept, head, { type: 'REVIEW' }, nowMs)
  const approve = () => carryOut(kept, leader, { type: 'APPROVE' }, nowMs)
  const publish = () => carryOut(kept, secretary, { type: 'PUBLISH', decision }, nowMs)
  switch (state) {
    case 'draft': return upTo([attach])
    case 'inReview': return upTo([attach, submit, review])
    case 'approved': return upTo([attach, submit, review, approve])
    case 'scheduled': return upTo([attach, submit, review, approve, () => carryOut(kept, secretary, { type: 'PUBLISH', decision, effectiveOn: '2026-04-01' }, nowMs)])
    case 'effective': return upTo([attach, submit, review, approve, publish])
    case 'superseded': {
      upTo([attach, submit, review, approve, publish, () => carryOut(kept, drafter, { type: 'REVISE', reason: 'Sửa' }, nowMs)])
      publishDraft(kept, nowMs + hourMs)
      return kept
    }
    case 'obsolete': return upTo([attach, submit, review, approve, publish, () => carryOut(kept, secretary, { type: 'RETIRE', reason: 'Bãi bỏ', decision }, nowMs)])
    case 'withdrawn': return upTo([attach, () => carryOut(kept, secretary, { type: 'WITHDRAW', reason: 'Thôi' }, nowMs)])
    default: throw new Error(String(state))
  }
}

const given = { reason: 'lý do', decision, kind: 'change' as const, changes: [{ place: '1', what: 'x' }], holders: [], copy: { number: 1, holder: 'Phòng A' }, lawId: idOf(77) }

/** Who may cause what, written once more and by hand: an oracle for the rule. Held in the owner unit. */
const workerRoles = ['isoSecretary', 'qualityManager', 'unitHead', 'oneStopHead', 'specialist', 'receptionist', 'recordsClerk', 'accountant']
const expected: Readonly<Record<string, readonly string[]>> = {
  REVISE: workerRoles, EDIT: workerRoles, CHECK_OUT: workerRoles, CHECK_IN: workerRoles, SUBMIT: workerRoles,
  REVIEW: ['qualityManager', 'unitHead', 'oneStopHead'], RETURN: ['qualityManager', 'unitHead', 'oneStopHead', 'agencyLeader', 'isoSecretary'], APPROVE: ['agencyLeader'],
  PUBLISH: ['isoSecretary'], WITHDRAW: ['isoSecretary', 'agencyLeader'], RETIRE: ['isoSecretary'], CONFIRM: ['isoSecretary', 'qualityManager', 'unitHead', 'oneStopHead'],
  DISTRIBUTE: ['isoSecretary'], GIVE_COPY: ['isoSecretary'], RECALL_COPY: ['isoSecretary'], LINK_LAW: ['isoSecretary', 'qualityManager'],
  ASSESS_LAW: ['isoSecretary', 'qualityManager', 'unitHead', 'oneStopHead'],
}

t.test('every state takes exactly its events, from exactly the roles that may', async (t) => {
  for (const state of revisionStates) {
    const kept = inState(state)
    const retired = state === 'obsolete'
    for (const type of documentEvents) for (const role of roles) {
      const actor = actorWith(idOf(900), [role])
      const code = refusalOf(() => decideDocument(factsOf(kept.document, actor), { event: { ...given, type, newId: freshId() }, nowMs: nowMs + 2 * hourMs }))
      const states = kept.document.revisions.map((one) => one.state)
      const open = states.some((one) => ['draft', 'inReview', 'approved'].includes(one))
      const takes = type === 'REVISE' ? !open : ['DISTRIBUTE', 'LINK_LAW'].includes(type) ? true
        : type === 'GIVE_COPY' ? states.includes('effective') : ['RECALL_COPY', 'ASSESS_LAW'].includes(type) ? false : states.some((one) => eventsOf(one).includes(type))
      const want = retired ? 'document-retired' : !takes ? 'event-not-allowed' : expected[type]?.includes(role) ? null : 'role-not-granted'
      if (code !== want) t.equal(code, want, `${type} in ${state} by ${role}`)
    }
    t.pass(state)
  }
  t.same([...new Set(Object.values(life).flatMap((events) => Object.keys(events)))].filter((event) => !(documentEvents as readonly string[]).includes(event)).sort(),
    ['ATTACH', 'DEFINE', 'SUPERSEDE', 'SWITCH', 'TAKE_OVER'], 'the rest has an address of its own or happens by itself')
})

t.test('what the page offers is what the rule carries out, and why not is what it refuses', async (t) => {
  for (const state of revisionStates) for (const role of roles) {
    const kept = inState(state)
    const facts = factsOf(kept.document, actorWith(idOf(901), [role]))
    for (const action of documentActions(facts, nowMs + hourMs)) {
      const input = { ...given, type: action.event, newId: freshId() }
      const code = refusalOf(() => decideDocument(facts, { event: input, nowMs: nowMs + hourMs }))
      if (code !== (action.refusal?.code ?? null)) t.equal(code, action.refusal?.code ?? null, `${action.event} in ${state} by ${role}`)
    }
  }
  t.pass()
})

t.test('what was in force before is taken over by the ISO secretary alone, since a day that has come, under its decision, and never a later revision', (t) => {
  const former = { type: 'TAKE_OVER', decision, effectiveOn: '2026-03-02', reason: 'Có trước' } as const
  for (const role of roles) {
    t.equal(refusalOf(() => carryOut(inState('draft'), actorWith(idOf(905), [role]), former, nowMs)), role === 'isoSecretary' ? null : 'role-not-granted', role)
  }
  t.equal(refusalOf(() => carryOut(inState('draft'), secretary, { ...former, effectiveOn: '2026-03-03' }, nowMs)), 'invalid-request', 'tomorrow')
  t.equal(refusalOf(() => carryOut(inState('draft'), secretary, { type: 'TAKE_OVER', effectiveOn: '2026-03-02', reason: 'Có trước' }, nowMs)), 'paper-required')
  for (const state of revisionStates.filter((one) => one !== 'draft')) t.not(refusalOf(() => carryOut(inState(state), secretary, former, nowMs + hourMs)), null, state)
  const kept = inState('effective')
  carryOut(kept, drafter, { type: 'REVISE', reason: 'Sửa' }, nowMs)
  carryOut(kept, drafter, { type: 'ATTACH', file }, nowMs)
  carryOut(kept, drafter, { type: 'EDIT', changes: [{ place: '5.1', what: 'Sửa' }] }, nowMs)
  t.equal(refusalOf(() => carryOut(kept, secretary, former, nowMs)), 'event-not-allowed', 'a revision of what is in force is approved here')
  t.end()
})

t.test('a role held in another unit does not reach, but those of the agency do', async (t) => {
  const kept = inState('draft')
  t.equal(refusalOf(() => carryOut(kept, actorWith(idOf(902), ['unitHead'], otherUnit), { type: 'EDIT', reason: 'x' }, nowMs)), 'role-not-granted')
  t.equal(refusalOf(() => carryOut(kept, actorWith(idOf(903), ['unitHead'], agencyUnit), { type: 'EDIT', reason: 'x' }, nowMs)), null, 'above the owner')
  t.equal(refusalOf(() => carryOut(kept, actorWith(idOf(904), ['isoSecretary'], otherUnit), { type: 'EDIT', reason: 'x' }, nowMs)), null)
})

t.test('whoever drafted takes it back until somebody has reviewed it; then it is for the secretary and the leader', (t) => {
  const takeBack = (kept: Kept, who: Actor): string | null => refusalOf(() => carryOut(kept, who, { type: 'WITHDRAW', reason: 'Còn sai' }, nowMs + hourMs))
  const proposed = inState('draft')
  carryOut(proposed, drafter, { type: 'SUBMIT' }, nowMs)
  t.equal(takeBack(proposed, actorWith(idOf(905), ['specialist'], ownerUnit)), 'role-not-granted', 'a colleague who did not')
  t.equal(takeBack(proposed, drafter), null)
  t.equal(takeBack(inState('inReview'), drafter), 'role-not-granted', 'once it is reviewed')
  t.equal(takeBack(inState('inReview'), leader), null)
  t.equal(takeBack(inState('approved'), drafter), 'role-not-granted', 'nor what is approved')
  t.end()
})

const person = fc.integer({ min: 0, max: 4 })
const grants = fc.array(fc.tuple(person, fc.constantFrom<Role>('specialist', 'unitHead', 'agencyLeader', 'qualityManager', 'isoSecretary')), { minLength: 3, maxLength: 10 })
const standIns = fc.array(fc.tuple(person, person).filter(([absent, substitute]) => absent !== substitute), { maxLength: 4 })
const steps = fc.array(fc.tuple(person, fc.constantFrom('EDIT', 'SUBMIT', 'REVIEW', 'APPROVE', 'RETURN', 'CHECK_OUT')), { minLength: 10, maxLength: 60 })

t.test('whoever drafted, in their own name or in another\'s, never reviews nor approves it', async (t) => {
  fc.assert(fc.property(grants, standIns, steps, (granted, absences, done) => {
    const actorOf = (number: number): Actor => ({
      accountId: idOf(500 + number), roles: [
        ...granted.filter(([who]) => who === number).map(([, role]) => ({ role, unitId: ownerUnit, onBehalfOf: null })),
        ...absences.filter(([, substitute]) => substitute === number).flatMap(([absent]) => granted.filter(([who]) => who === absent)
          .map(([, role]) => ({ role, unitId: ownerUnit, onBehalfOf: idOf(500 + absent) }))),
      ],
    })
    const kept = keptFrom(drafter)
    carryOut(kept, drafter, { type: 'ATTACH', file }, nowMs)
    const worked = new Set([drafter.accountId])
    done.forEach(([number, type], index) => {
      const actor = actorOf(number)
      const code = refusalOf(() => carryOut(kept, actor, { type: type as 'EDIT', reason: 'x' }, nowMs + index))
      if (code !== null) return
      const { actor: told } = kept.entries.at(-1)!
      const people = [told.account, told.onBehalfOf].filter((id) => id !== null)
      if (type === 'REVIEW' || type === 'APPROVE') t.notOk(people.some((id) => worked.has(id)), `${type} by somebody who drafted`)
      if (type === 'EDIT' || type === 'SUBMIT' || type === 'CHECK_OUT') for (const id of people) worked.add(id)
    })
  }), { numRuns: 300 })
})

type Act = readonly [kind: 'publish' | 'later' | 'revise' | 'withdraw' | 'wait' | 'approve' | 'return', hours: number]
const acts = fc.array(fc.tuple(fc.constantFrom<Act[0]>('publish', 'later', 'revise', 'withdraw', 'wait', 'approve', 'return'), fc.integer({ min: 0, max: 60 })), { minLength: 5, maxLength: 40 })

const tryAct = (kept: Kept, [kind]: Act, atMs: number): void => {
  const tomorrow = new Date(atMs + 31 * hourMs).toISOString().slice(0, 10)
  refusalOf(() => {
    switch (kind) {
      case 'publish': return publishDraft(kept, atMs)
      case 'later': return publishDraft(kept, atMs, tomorrow)
      case 'revise': return carryOut(kept, drafter, { type: 'REVISE', reason: 'Sửa', kind: atMs % 2 === 0 ? 'issue' : 'change' }, atMs)
      case 'withdraw': return carryOut(kept, secretary, { type: 'WITHDRAW', reason: 'Thôi' }, atMs)
      case 'approve': return carryOut(kept, leader, { type: 'APPROVE' }, atMs)
      case 'return': return carryOut(kept, leader, { type: 'RETURN', reason: 'Làm lại' }, atMs)
      default: return null
    }
  })
}

t.test('whatever is tried in whatever order, one revision is in force from the first to the end, and the chain is whole', async (t) => {
  fc.assert(fc.property(acts, (tried) => {
    const kept = publishedAt(nowMs)
    let atMs = nowMs + hourMs
    for (const act of tried) {
      tryAct(kept, act, atMs)
      atMs += act[1] * hourMs + 7
      const settled = settle(kept.document, atMs, zone)
      kept.document = settled.document
      kept.entries.push(...settled.entries.map(({ entry }) => entry))
      t.same(settle(kept.document, atMs, zone).entries, [], 'a switch happens once')
    }
    const stretches = stretchesOf(kept.entries)
    t.same(stretches.filter(({ inForce }, index) => index > 0 && inForce === null), [], 'no gap')
    t.same(kept.entries.map(({ at }) => at), kept.entries.map(({ at }) => at).toSorted(), 'instants in order')
    const periods = kept.document.revisions.filter(({ state }) => state === 'effective' || state === 'superseded').map(({ effectiveFromMs, effectiveToMs }) => [effectiveFromMs, effectiveToMs])
    for (const [index, [from]] of periods.entries()) if (index > 0) t.equal(from, periods[index - 1]?.[1], 'each begins where the one before ends')
    t.equal(periods.at(-1)?.[1], null, 'the last has no end')
    const numbers = kept.document.revisions.filter(({ state }) => state !== 'withdrawn').map(({ issue, revision }) => issue * 1000 + revision)
    t.same(numbers, [...new Set(numbers)].toSorted((a, b) => a - b), 'numbers only go up')
    t.same(verifyChain(kept.entries.map((entry) => ({ seq: entry.seq, ...chain(entry) }))), [])
  }), { numRuns: 150 })
})

t.test('a scheduled revision switches at the midnight of its day, and not before', async (t) => {
  const kept = publishedAt(nowMs)
  const first = inForceOf(kept.document)?.id
  carryOut(kept, drafter, { type: 'REVISE', reason: 'Theo Nghị định mới', kind: 'issue' }, nowMs + hourMs)
  publishDraft(kept, nowMs + 2 * hourMs, '2026-03-10')
  t.equal(inForceOf(kept.document)?.id, first, 'the old one is in force until then')
  const midnight = parseInstant('2026-03-10T00:00', zone)
  t.equal(inForceOf(settle(kept.document, midnight - 1, zone).document)?.id, first)
  const { document, entries, effects } = settle(kept.document, midnight + 9 * hourMs, zone)
  const now = inForceOf(document)
  t.not(now?.id, first)
  t.equal(now?.effectiveFromMs, midnight, 'as of midnight, however late it is carried out')
  t.equal(document.revisions[0]?.state, 'superseded')
  t.equal(document.revisions[0]?.effectiveToMs, midnight)
  t.match(entries.map(({ entry }) => [entry.event, entry.at, entry.actor.account, entry.replaced]), [['SWITCH', '2026-03-09T17:00:00+00:00', null, first]])
  t.equal(document.nextReviewOn, '2027-03-10')
  t.match(effects.map(({ kind }) => kind), ['inForce'])
  t.same([now?.issue, now?.revision], [2, 0], 'a whole issue counts up and begins at 0')
})

t.test('a withdrawn one never comes into force, and its numbers are free again', async (t) => {
  const kept = publishedAt(nowMs)
  carryOut(kept, drafter, { type: 'REVISE', reason: 'Sửa' }, nowMs + hourMs)
  publishDraft(kept, nowMs + 2 * hourMs, '2026-03-10')
  t.equal(refusalOf(() => carryOut(kept, secretary, { type: 'RETIRE', reason: 'x', decision }, nowMs + 3 * hourMs)), 'revision-waiting')
  carryOut(kept, secretary, { type: 'WITHDRAW', reason: 'Chờ hướng dẫn' }, nowMs + 3 * hourMs)
  t.same(settle(kept.document, nowMs + 1000 * hourMs, zone).entries, [])
  carryOut(kept, drafter, { type: 'REVISE', reason: 'Sửa lại' }, nowMs + 4 * hourMs)
  t.same(kept.document.revisions.map(({ issue, revision, state }) => [issue, revision, state]), [[1, 0, 'effective'], [1, 1, 'withdrawn'], [1, 1, 'draft']])
})

t.test('a draft is refused while it lacks content or the table of changes, and procedures with an open finding', async (t) => {
  const kept = keptFrom(drafter)
  t.equal(refusalOf(() => carryOut(kept, drafter, { type: 'SUBMIT' }, nowMs)), 'document-incomplete')
  const waiting = inState('inReview')
  const facts = { ...factsOf(waiting.document, leader), findings: [{ rule: 'unreachable-step' as const, severity: 'error' as const, at: 'x', path: [], message: { vi: 'x', en: 'x' } }] }
  t.equal(refusalOf(() => decideDocument(facts, { event: { type: 'APPROVE', newId: freshId() }, nowMs })), 'procedure-invalid')
  const second = publishedAt(nowMs)
  carryOut(second, drafter, { type: 'REVISE', reason: 'Sửa' }, nowMs + hourMs)
  carryOut(second, drafter, { type: 'ATTACH', file }, nowMs + hourMs)
  t.equal(refusalOf(() => carryOut(second, drafter, { type: 'SUBMIT' }, nowMs + hourMs)), 'document-incomplete', 'the changes are missing')
  t.equal(refusalOf(() => carryOut(second, secretary, { type: 'PUBLISH', decision }, nowMs)), 'event-not-allowed')
})

t.test('a check-out keeps others away until it ends or is given back', async (t) => {
  const kept = keptFrom(drafter)
  carryOut(kept, drafter, { type: 'CHECK_OUT' }, nowMs)
  t.equal(refusalOf(() => carryOut(kept, head, { type: 'EDIT', reason: 'x' }, nowMs + hourMs)), 'held-by-another')
  t.equal(refusalOf(() => carryOut(kept, head, { type: 'CHECK_IN' }, nowMs + hourMs)), 'held-by-another')
  t.equal(refusalOf(() => carryOut(kept, head, { type: 'EDIT', reason: 'x' }, nowMs + 9 * hourMs)), null, 'its time is over')
  carryOut(kept, drafter, { type: 'CHECK_OUT' }, nowMs + 10 * hourMs)
  t.equal(refusalOf(() => carryOut(kept, secretary, { type: 'CHECK_IN' }, nowMs + 11 * hourMs)), null, 'the ISO secretary may give it back')
})

t.test('laws are taken up by the revision that comes into force, or by a look that found nothing', async (t) => {
  const [law, other] = [idOf(301), idOf(302)]
  const kept = publishedAt(nowMs)
  carryOut(kept, secretary, { type: 'LINK_LAW', lawId: law }, nowMs + hourMs)
  carryOut(kept, secretary, { type: 'LINK_LAW', lawId: other }, nowMs + hourMs)
  t.equal(refusalOf(() => carryOut(kept, secretary, { type: 'LINK_LAW', lawId: law }, nowMs + hourMs)), 'name-taken')
  carryOut(kept, head, { type: 'ASSESS_LAW', lawId: other, reason: 'Không điều chỉnh nội dung này' }, nowMs + hourMs)
  carryOut(kept, drafter, { type: 'REVISE', reason: 'Theo luật mới', lawIds: [law] }, nowMs + 2 * hourMs)
  const openLaws = ({ laws }: ControlledDocument): string[] => laws.filter(({ taken }) => taken === null).map(({ lawId }) => lawId)
  t.same(openLaws(kept.document), [law])
  publishDraft(kept, nowMs + 3 * hourMs)
  t.same(openLaws(kept.document), [])
  t.equal(kept.document.laws.find(({ lawId }) => lawId === law)?.taken?.revisionId, inForceOf(kept.document)?.id)
})

t.test('copies on paper have a number each, and are called in', async (t) => {
  const kept = publishedAt(nowMs)
  carryOut(kept, secretary, { type: 'GIVE_COPY', copy: { number: 1, holder: 'Phòng Kinh tế' } }, nowMs + hourMs)
  t.equal(refusalOf(() => carryOut(kept, secretary, { type: 'GIVE_COPY', copy: { number: 1, holder: 'Phòng khác' } }, nowMs + hourMs)), 'name-taken')
  carryOut(kept, drafter, { type: 'REVISE', reason: 'Sửa' }, nowMs + 2 * hourMs)
  carryOut(kept, drafter, { type: 'ATTACH', file }, nowMs + 3 * hourMs)
  carryOut(kept, drafter, { type: 'EDIT', changes: [{ place: '1', what: 'x' }] }, nowMs + 3 * hourMs)
  carryOut(kept, drafter, { type: 'SUBMIT' }, nowMs + 3 * hourMs)
  carryOut(kept, head, { type: 'REVIEW' }, nowMs + 3 * hourMs)
  carryOut(kept, leader, { type: 'APPROVE' }, nowMs + 3 * hourMs)
  const { effects } = carryOut(kept, secretary, { type: 'PUBLISH', decision }, nowMs + 4 * hourMs)
  t.match(effects.map(({ kind }) => kind), ['inForce', 'recall'])
  carryOut(kept, secretary, { type: 'RECALL_COPY', copy: { number: 1, outcome: 'destroyed' } }, nowMs + 5 * hourMs)
  t.match(kept.document.copies, [{ number: 1, outcome: 'destroyed' }])
})

t.test('codes fit their types, and months are added as the Civil Code counts them', async (t) => {
  t.ok(codeFits('policy', 'CSCL') && codeFits('guidance', 'HD-01') && codeFits('procedure', 'QT-ĐT-02') && codeFits('form', 'BM-01.02') && codeFits('external', 'TCVN-9001'))
  t.notOk(codeFits('policy', 'STCL') || codeFits('procedure', 'QTX') || codeFits('manual', 'HD-01'))
  t.equal(addMonths('2025-11-30', 3), '2026-02-28')
  t.equal(addMonths('2024-12-31', 2), '2025-02-28')
  t.equal(addMonths('2026-07-01', 3), '2026-10-01')
  t.equal(addMonths('2026-12-15', 12), '2027-12-15')
})
