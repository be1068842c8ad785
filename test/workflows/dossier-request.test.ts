/** What a request says is used, or refused with what to do; never passed over. */
import t from 'tap'
import type { AdvanceDossier } from '../../schemas/dossier.ts'
import { standardEvents, type MachineTransition } from '../../schemas/procedure.ts'
import { act, ids, receive, refusalOf, rulesFor, staff, type Act, type Case } from '../support/dossiers.ts'
import { definitionOf } from '../support/procedures.ts'

const { nam, binh } = staff
const own: Readonly<Record<string, MachineTransition>> = { ASSIGN: { actions: 'assign' }, APOLOGY_ISSUED: { actions: 'apologise' } }
/** One step that takes every standard event; only ASSIGN names a person, only APOLOGY_ISSUED a day. */
const everything = definitionOf({
  work: { on: Object.fromEntries(standardEvents.map((type) => [type, own[type] ?? { target: 'next' }])) },
  next: { on: { STEP_DONE: 'ready' } },
  ready: { type: 'final', meta: { status: 10 } },
}, { limit: { unit: 'workingDay', amount: 5 } })
const begun = receive(rulesFor(everything), '2024-06-10T08:00', { by: nam })
const when = '2024-06-10T09:00'
/** What the event cannot do without. */
const needed: Readonly<Record<string, Act[3]>> = { ASSIGN: { to: binh }, APOLOGY_ISSUED: { newDueOn: '2024-06-20' } }
const trying = (type: string, more: Act[3]): Act => [nam, type, when, { ...needed[type], ...more }]
const faultsOf = (one: Case, tried: Act) => {
  const refusal = refusalOf(one, tried)
  return { code: refusal.code, at: refusal.details.errors?.map((fault) => `${fault.at} ${fault.rule}`), words: refusal.details.errors?.every(({ message, messageEn }) => message && messageEn) }
}

for (const type of standardEvents) {
  t.test(`${type} keeps reason, paper and papers, and refuses what would change nothing`, async (t) => {
    const kept: Partial<AdvanceDossier> = { step: 'work', reason: 'Lý do', paper: { number: '7/CV', on: '2024-06-10' }, papers: [{ code: 'X-1', originals: 1, copies: 2 }] }
    const after = act(begun, trying(type, kept))
    t.match(after.personal.at(-1), { field: 'reason', value: 'Lý do' })
    t.match(after.entries.at(-1)?.entry.paper, { number: '7/CV', on: '2024-06-10' })
    t.match(after.dossier.papers, [{ code: 'X-1', originals: 1, copies: 2 }])
    if (type !== 'ASSIGN') t.match(faultsOf(begun, trying(type, { to: binh })), { code: 'invalid-request', at: ['/assigneeId without-effect'], words: true })
    if (type !== 'APOLOGY_ISSUED') t.match(faultsOf(begun, trying(type, { newDueOn: '2024-06-20' })), { code: 'invalid-request', at: ['/newDueOn without-effect'], words: true })
    t.match(faultsOf(begun, trying(type, { choice: 'x' })), { code: 'invalid-request', at: ['/choice without-effect'], words: true })
    if (type === 'HAND_OVER') t.equal(faultsOf(begun, trying(type, { to: binh, newDueOn: '2024-06-20', choice: 'x' })).at?.length, 3, 'all at once')
  })
}

t.test('what an event cannot do without is asked for in both languages', async (t) => {
  t.match(faultsOf(begun, [nam, 'ASSIGN', when]), { code: 'invalid-request', at: ['/assigneeId required'], words: true })
  t.match(faultsOf(begun, [nam, 'APOLOGY_ISSUED', when]), { code: 'invalid-request', at: ['/newDueOn required'], words: true })
  t.equal(act(begun, [nam, 'ASSIGN', when, { to: binh }]).dossier.steps[0]?.holderId, ids.binh)
})

const chosen = (is: string): MachineTransition => ({ target: is, guard: { type: 'choice', params: { is } } })
const forks = definitionOf({
  decide: { on: { STEP_DONE: [chosen('small'), chosen('large'), { target: 'small' }], RESUME: 'sorted' } },
  sorted: { always: [chosen('small'), { target: 'large' }] },
  small: { type: 'final', meta: { status: 10 } }, large: { type: 'final', meta: { status: 10 } },
})

t.test('a choice that no way knows is refused with those that there are, also where another way stands open', async (t) => {
  const one = receive(rulesFor(forks), '2024-06-10T08:00', { by: nam })
  t.equal(act(one, [nam, 'STEP_DONE', when, { choice: 'large' }]).dossier.state.value, 'large')
  t.equal(act(one, [nam, 'STEP_DONE', when]).dossier.state.value, 'small', 'without a choice the open way')
  t.match(refusalOf(one, [nam, 'STEP_DONE', when, { choice: 'huge' }]).details.errors, [{ at: '/choice', allowed: ['small', 'large'] }])
})

t.test('a choice that decides what follows of itself has its effect', async (t) => {
  const one = receive(rulesFor(forks), '2024-06-10T08:00', { by: nam })
  t.equal(act(one, [nam, 'RESUME', when, { choice: 'small' }]).dossier.state.value, 'small')
  t.equal(act(one, [nam, 'RESUME', when]).dossier.state.value, 'large')
  t.match(refusalOf(one, [nam, 'RESUME', when, { choice: 'huge' }]).details.errors, [{ at: '/choice' }])
})
