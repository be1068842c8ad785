/** Corrective actions by the rules alone: every state, event and role; four eyes over random organisations with substitutes; reminders once for each day. */
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import { type ActionDecision, type ActionEntry, actionEvents, type ActionEventType, actionStates, type CorrectiveAction } from '../../schemas/corrective-action.ts'
import type { Actor, HeldRole } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type Role, roles } from '../../schemas/procedure.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { addDays, parseInstant, prepare } from '../../workflows/calendar/index.ts'
import { actionOffers, decidePropose } from '../../workflows/quality/action-begin.ts'
import { type ActionInput, decideAction, decideMeasure, isToMeasure } from '../../workflows/quality/action-decide.ts'
import { actionLife } from '../../workflows/quality/action-life.ts'
import { actionRungsReached } from '../../workflows/quality/ladder.ts'
import { actionDue } from '../../workflows/quality/limits.ts'
import { actorWith, agencyUnit, idOf, ownerUnit as unit, zone } from '../support/documents.ts'

const at = (local: string): number => parseInstant(local, zone)
const nowMs = at('2026-03-02T09:00')
const unitLine = [unit, agencyUnit]
const owner = actorWith(idOf(21), ['specialist'])
const head = actorWith(idOf(22), ['unitHead'])
const manager = actorWith(idOf(23), ['qualityManager'], agencyUnit)
const auditor = actorWith(idOf(24), ['internalAuditor'], agencyUnit)

const proposed = (): CorrectiveAction => decidePropose(
  { id: idOf(900), tenantId: idOf(5), code: 'HĐKP-2026-0001', unitId: unit, summary: 'Trễ hạn', about: [{ id: idOf(901), source: 'auditFinding', grade: 'minor' }], previousId: null },
  { actor: head, capacity: { role: 'unitHead', unitId: unit, onBehalfOf: null }, zone, nowMs, limits: [] }).action

const plan = {
  analysis: { whys: ['Không mở hồ sơ', 'Gửi nhầm tài khoản'], categories: ['coordination' as const], rootCause: 'Không có phân công trực' }, correction: 'Xin lỗi, trả kết quả', action: 'Phân công theo lịch trực',
  measure: { figure: 'lateShare' as const, scope: { unitId: unit }, baselineFrom: '2025-09-01', baselineTo: '2026-02-28', target: 100, windowFrom: '2026-03-10', windowTo: '2026-06-30' }, baseline: { hits: 6, total: 40 },
}
/** The ordinary way, event by event. */
const way: readonly (readonly [Actor, ActionInput])[] = [
  [head, { type: 'ACCEPT', ownerId: owner.accountId }], [owner, { type: 'ANALYSE', ...plan }], [owner, { type: 'SUBMIT' }], [manager, { type: 'APPROVE' }],
  [owner, { type: 'REPORT', note: 'Đã phân công' }], [owner, { type: 'FINISH' }], [auditor, { type: 'VERIFY', note: 'Đã xem sổ trực' }],
]
const factsOf = (action: CorrectiveAction, actor: Actor) => ({ action, actor, unitLine, zone })
const after = (steps: number): CorrectiveAction => way.slice(0, steps).reduce((action, [actor, event], index) => decideAction(factsOf(action, actor), event, nowMs + 1000 * (index + 1)).action, proposed())
const measured = (hits: number): CorrectiveAction => decideMeasure(after(7), { hits, total: 60 }, at('2026-07-01T08:00')).action
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}
const late = at('2026-07-02T08:00')

t.test('from a finding to a proven effect, with a whole journal', async (t) => {
  const action = measured(0)
  t.equal(isToMeasure(after(7), '2026-06-30'), false)
  t.equal(isToMeasure(after(7), '2026-07-01'), true)
  t.equal(isToMeasure(action, '2026-07-02'), false, 'once for a window')
  const closed = decideAction(factsOf(action, auditor), { type: 'CLOSE' }, late).action
  t.match(closed, { state: 'closed', outcome: 'effective', journalSeq: 10 })
  const entries = [...way.keys()].map((steps) => after(steps)).map(({ journalHash }) => journalHash)
  t.equal(new Set(entries).size, way.length)
})

t.test('a plan lacks nothing when it is submitted, and its days can be', async (t) => {
  const accepted = after(1)
  t.equal(codeOf(() => decideAction(factsOf(accepted, owner), { type: 'SUBMIT' }, nowMs + 9000)), 'plan-incomplete')
  for (const measure of [{ ...plan.measure, windowFrom: '2026-03-01' }, { ...plan.measure, windowTo: plan.measure.windowFrom }, { ...plan.measure, baselineTo: '2026-12-31' }]) {
    t.equal(codeOf(() => decideAction(factsOf(accepted, owner), { type: 'ANALYSE', ...plan, measure }, nowMs + 9000)), 'invalid-request')
  }
  t.equal(codeOf(() => decideAction(factsOf(after(4), owner), { type: 'FINISH' }, late)), 'evidence-missing')
})

t.test('what was measured not to have worked is not closed but reopened, and planned anew; what is not told is extended, or closed as unproven with a reason', async (t) => {
  const failed = measured(20)
  t.equal(codeOf(() => decideAction(factsOf(after(7), auditor), { type: 'CLOSE', reason: 'x' }, late)), 'not-measured-yet')
  t.equal(codeOf(() => decideAction(factsOf(failed, auditor), { type: 'CLOSE', reason: 'x' }, late)), 'not-effective')
  t.equal(codeOf(() => decideAction(factsOf(failed, auditor), { type: 'EXTEND', windowTo: '2026-12-31' }, late)), 'not-effective')
  t.match(decideAction(factsOf(failed, auditor), { type: 'REOPEN', reason: 'Vẫn trễ' }, late).action, { state: 'analysing', round: 2, measure: null, evidence: [], measurements: [] })
  const unclear = measured(1)
  t.equal(codeOf(() => decideAction(factsOf(unclear, auditor), { type: 'CLOSE' }, late)), 'reason-required')
  t.match(decideAction(factsOf(unclear, auditor), { type: 'CLOSE', reason: 'Ít hồ sơ' }, late).action, { state: 'closed', outcome: 'unproven' })
  const extended = decideAction(factsOf(unclear, auditor), { type: 'EXTEND', windowTo: '2026-12-31' }, late).action
  t.equal(codeOf(() => decideAction(factsOf(extended, auditor), { type: 'CLOSE', reason: 'x' }, late)), 'not-measured-yet')
  const again = decideAction(factsOf(decideMeasure(decideAction(factsOf(unclear, manager), { type: 'EXTEND', windowTo: '2026-12-31' }, late).action, { hits: 1, total: 300 }, at('2027-01-01T08:00')).action, auditor), { type: 'REOPEN', reason: 'Làm lại' }, at('2027-01-02T08:00')).action
  t.equal(codeOf(() => decideAction(factsOf(again, head), { type: 'ASSIGN', ownerId: manager.accountId, reason: 'x' }, at('2027-01-03T08:00'))), 'four-eyes', 'whoever judged that it is measured on does not work on it')
  t.match(decideMeasure(extended, { hits: 1, total: 300 }, at('2027-01-01T08:00')).action.measurements.map(({ look, rate }) => [look, rate]), [[1, 0.025], [2, 0.0125]], 'each look costs a part of the rate')
})

t.test('what is being verified or measured is given to somebody else; who had it answers for it still, and who verifies is not given it', async (t) => {
  const [next, waiting] = [actorWith(idOf(31), ['specialist']), after(6)]
  const assign = (action: CorrectiveAction, ownerId: string, actor = head) => decideAction(factsOf(action, actor), { type: 'ASSIGN', ownerId, reason: 'Nghỉ hưu' }, late)
  t.match(assign(waiting, next.accountId), { action: { state: 'verifying', ownerId: next.accountId }, effects: [{ kind: 'actionGiven', to: { accounts: [next.accountId] } }] })
  const former = actorWith(owner.accountId, ['internalAuditor'], agencyUnit)
  const idle = decideAction(factsOf(after(3), head), { type: 'ASSIGN', ownerId: manager.accountId, reason: 'x' }, nowMs + 9000).action
  t.match(assign(idle, next.accountId).action, { state: 'awaitingApproval', planners: [owner.accountId, manager.accountId] })
  t.equal(codeOf(() => decideAction(factsOf(assign(idle, next.accountId).action, manager), { type: 'APPROVE' }, late + 1)), 'four-eyes', 'who had it meanwhile does not approve it')
  t.equal(codeOf(() => decideAction(factsOf(assign(waiting, next.accountId).action, former), { type: 'VERIFY', note: 'x' }, late + 1)), 'four-eyes')
  t.equal(codeOf(() => decideAction(factsOf(assign(waiting, next.accountId).action, actorWith(next.accountId, ['internalAuditor'], agencyUnit)), { type: 'VERIFY', note: 'x' }, late + 1)), 'four-eyes')
  t.equal(codeOf(() => assign(measured(1), auditor.accountId)), 'four-eyes', 'who verified it')
  t.equal(codeOf(() => assign(measured(1), next.accountId, auditor)), 'role-not-granted', 'an auditor verifies, others give out work')
  const given = assign(measured(20), next.accountId).action
  t.match(decideAction(factsOf(given, auditor), { type: 'REOPEN', reason: 'Vẫn trễ' }, late + 1), { action: { state: 'analysing', ownerId: next.accountId }, effects: [{ to: { accounts: [next.accountId] } }] }, 'reopened it is the new owner\'s')
})

const whole: Omit<ActionInput, 'type'> = { reason: 'r', note: 'n', ownerId: owner.accountId, dueOn: '2026-03-09', windowTo: '2027-03-01', file: { objectId: idOf(7), sha256: 'a'.repeat(64), size: 1, mediaType: 'application/pdf', name: 'a.pdf' }, nextId: idOf(8) }
const proven = measured(0)
const stateOf = (state: CorrectiveAction['state']): CorrectiveAction => ({ ...proven, state })

t.test('every state, event and role: what the life does not take is refused with what it takes; what a role may not do, with who may', async (t) => {
  let [done, refused] = [0, 0]
  for (const state of actionStates) for (const event of [...actionEvents, 'ATTACH'] as const) for (const role of roles) for (const inLine of [true, false]) {
    const actor = actorWith(idOf(99), [role], inLine ? agencyUnit : idOf(3))
    const facts = factsOf(stateOf(state), actor)
    const isOpen = Object.hasOwn(actionLife[state], event)
    try {
      const { action, entries } = decideAction(facts, { ...whole, type: event }, late)
      done += 1
      if (!isOpen || action.state !== actionLife[state][event]?.target || entries.length !== 1) t.fail(`${event} in ${state} by ${role}`)
      if (role === 'technicalAdmin' || role === 'consultedBody') t.fail(`${role} acted`)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      refused += 1
      const { code, details } = error
      if (!isOpen && (code !== 'event-not-allowed' || !Array.isArray(details['allowed']))) t.fail(`${event} in ${state}: ${code}`)
      if (isOpen && code === 'role-not-granted' && !Array.isArray(details['roles'])) t.fail(`${event} in ${state}: nobody is named`)
    }
  }
  t.comment(`${done} carried out, ${refused} refused`)
  t.ok(done > 50)
  const offered = actionStates.flatMap((state) => actionOffers(factsOf(stateOf(state), auditor)).map(({ event }) => `${state} ${event}`))
  t.same(offered.sort(), actionStates.flatMap((state) => Object.keys(actionLife[state]).filter((event): event is ActionEventType => event !== 'MEASURE' && event !== 'ATTACH').map((event) => `${state} ${event}`)).sort(), 'every event is offered in its states')
})

/** What follows, or null where the rules refuse. */
const decidedOrNull = (action: CorrectiveAction, actor: Actor, event: ActionInput, ms: number): ActionDecision | null => {
  try {
    return decideAction(factsOf(action, actor), event, ms)
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

const acting: readonly Role[] = ['unitHead', 'specialist', 'qualityManager', 'isoSecretary', 'internalAuditor', 'agencyLeader']
const firstDay = '2026-03-02'
const person = (n: number) => idOf(50 + n)
const someone = fc.integer({ min: 0, max: 5 }).map(person)
/** Mostly for good; else from a day on, for some days. */
const days = fc.option(fc.tuple(fc.nat(60), fc.nat(40)), { nil: [0, 9999] as const, freq: 2 }).map(([from, length]) => ({ from, to: from + length }))
interface Days { readonly from: number; readonly to: number }
const organisation = fc.record({
  grants: fc.array(fc.record({ who: someone, role: fc.constantFrom(...acting), unitId: fc.constantFrom(unit, agencyUnit, idOf(3)), days }), { minLength: 6, maxLength: 14 }),
  substitutions: fc.array(fc.record({ absent: someone, substitute: someone, role: fc.option(fc.constantFrom(...acting), { nil: null, freq: 1 }), days }).filter(({ absent, substitute }) => absent !== substitute), { maxLength: 6 }),
})
type Organisation = typeof organisation extends Arbitrary<infer T> ? T : never
const isOn = (day: number, { from, to }: Days): boolean => from <= day && day <= to
/** Roles of a person on a day, their own and those of whom they stand in for. */
const actorOn = ({ grants, substitutions }: Organisation, accountId: string, day: number): Actor => ({
  accountId, roles: grants.filter((grant) => isOn(day, grant.days)).flatMap((grant): HeldRole[] => {
    const { role, unitId } = grant
    if (grant.who === accountId) return [{ role, unitId, onBehalfOf: null }]
    return substitutions.some((one) => one.substitute === accountId && one.absent === grant.who && isOn(day, one.days) && (one.role === null || one.role === role)) ? [{ role, unitId, onBehalfOf: grant.who }] : []
  }),
})
/** An event that the state takes; those that end it before its time seldom. */
const openType = ({ state }: CorrectiveAction, n: number): ActionInput['type'] | undefined => {
  const open = Object.keys(actionLife[state]).filter((event): event is ActionInput['type'] => event !== 'MEASURE' && (n % 13 === 0 || (event !== 'WITHDRAW' && event !== 'CARRY_OVER')))
  return open[n % Math.max(1, open.length)]
}
const happening = fc.record({ who: fc.nat(5), n: fc.nat(1000), ownerId: someone, later: fc.nat(2), hits: fc.constantFrom(0, 1, 1, 30) })
const handsOf = ({ actor: { account, onBehalfOf } }: ActionEntry): string[] => [account, onBehalfOf].filter((id) => id !== null)
const [working, judging] = [new Set(['ANALYSE', 'SUBMIT', 'REPORT', 'ATTACH', 'FINISH']), new Set(['VERIFY', 'CLOSE', 'EXTEND', 'REOPEN', 'CARRY_OVER'])]

/** What a journal breaks, told from its entries alone: who planned, did and verified, each with whom they stood in for. */
const brokenIn = (entries: readonly ActionEntry[], ownerId: string | null): string[] => {
  const [planners, workers, verifiers] = [new Set<string>(), new Set<string>(), new Set<string>()]
  let owner: string | undefined
  const broken = entries.flatMap((entry, index) => {
    const { event, state } = entry
    const hands = handsOf(entry)
    const sentBack = event === 'RETURN' && state === 'doing'
    const judges = judging.has(event) || sentBack
    const faults = [
      (event === 'APPROVE' || (event === 'RETURN' && !sentBack)) && hands.some((id) => id === owner || planners.has(id)) ? `${index} approves own plan` : '', judges && hands.includes(owner ?? '') ? `${index} verifies as owner` : '',
      entry.owner !== undefined && verifiers.has(entry.owner) ? `${index} a verifier is made owner` : '',
    ]
    if (event === 'ASSIGN' && owner !== undefined && ['awaitingApproval', 'verifying', 'measuring'].includes(state)) for (const list of [planners, workers]) list.add(owner)
    owner = entry.owner ?? owner
    for (const id of hands) {
      if (event === 'ANALYSE' || event === 'SUBMIT') planners.add(id)
      if (working.has(event)) workers.add(id)
      if (judges) verifiers.add(id)
    }
    return faults.filter((fault) => fault !== '')
  })
  if (ownerId !== (owner ?? null)) broken.push('the journal names another owner')
  return [...broken, ...[...workers].filter((id) => verifiers.has(id)).map((id) => `${id} planned or worked, and verified`)]
}

t.test('in random organisations, whose people change and stand in for one another, whoever plans, works or owns never verifies, in any order; a substitute and the absent person both count', async (t) => {
  const seen = new Map<string, number>()
  const count = (what: string): void => { seen.set(what, (seen.get(what) ?? 0) + 1) }
  fc.assert(fc.property(organisation, fc.array(happening, { minLength: 20, maxLength: 80 }), (agency, events) => {
    let [action, day] = [proposed(), 0]
    const entries: ActionEntry[] = []
    for (const { who, n, ownerId, later, hits } of events) {
      day += later
      const [today, ms] = [addDays(firstDay, day), nowMs + day * 86_400_000]
      const type = openType(action, n)
      if (type === undefined) break
      const measure = { ...plan.measure, windowFrom: addDays(today, 9), windowTo: addDays(today, 90) }
      // Whoever of them may, beginning with one: every refusal on the way is a four-eyes that held.
      for (const actor of [0, 1, 2, 3, 4, 5].map((index) => actorOn(agency, person((who + index) % 6), day))) {
        const decided = decidedOrNull(action, actor, { ...whole, ...plan, measure, type, ownerId, dueOn: addDays(today, 7), windowTo: addDays(today, 200) }, ms)
        if (decided === null) continue
        action = decided.action
        const { entry } = decided.entries[0]!
        const { account, onBehalfOf, role, unit: heldIn } = entry.actor
        if (!agency.grants.some((grant) => grant.who === (onBehalfOf ?? account) && grant.role === role && grant.unitId === heldIn && isOn(day, grant.days))) throw new Error(`${account} acted in a role that is not held on day ${day}`)
        entries.push(entry)
        count(type)
        if (type === 'ASSIGN') count(`ASSIGN ${action.state}`)
        if (onBehalfOf !== null) count('inStead')
        break
      }
      if (action.state === 'measuring' && action.measurements.length < 5) action = decideMeasure(action, { hits, total: 60 }, ms).action
    }
    const broken = brokenIn(entries, action.ownerId)
    if (broken.length > 0) throw new Error(broken.join('; '))
  }), { numRuns: 200 })
  t.comment(Object.fromEntries(seen))
  t.ok(['VERIFY', 'REOPEN', 'inStead', 'ASSIGN verifying'].every((what) => (seen.get(what) ?? 0) > 0), 'work was verified, also found without effect, also by substitutes, and given to others meanwhile')
})

t.test('limits by source, and reminders by working days', async (t) => {
  t.same(actionDue('auditFinding', '2026-03-02').dueOn, '2026-03-09')
  t.same(actionDue('inspection', '2026-03-02').dueOn, '2026-05-02')
  const own = (validFrom: string) => actionDue('auditFinding', '2026-03-02', [{ source: 'auditFinding', unit: 'day', amount: 10, ground: 'QĐ 5', validFrom }])
  t.same(own('2026-03-02'), { dueOn: '2026-03-12', ground: 'QĐ 5' }, 'from its first day on')
  t.same(own('2026-03-03').dueOn, '2026-03-09', 'not a day before')
  const calendar = prepare(seedCalendar('vn'))
  const rungsAt = (local: string): string[] => actionRungsReached(after(4), calendar, at(local)).map(({ rung }) => rung)
  t.same(rungsAt('2026-03-03T09:00'), [], 'four working days before Monday the 9th')
  t.same(rungsAt('2026-03-04T09:00'), ['actionDueSoon'])
  t.same(rungsAt('2026-03-10T09:00'), ['actionDueSoon', 'actionOverdue'])
  t.same(rungsAt('2026-03-17T09:00'), ['actionDueSoon', 'actionOverdue', 'actionEscalated'])
  t.same(actionRungsReached(after(6), calendar, at('2026-03-02T10:00')), [])
  t.same(actionRungsReached(after(6), calendar, at('2026-03-10T10:00')).map(({ rung }) => rung), ['actionVerifyWaits'])
})
