/** How a dossier begins: docs/dossier.md, docs/clock.md. */
import t from 'tap'
import { DomainError } from '../../schemas/errors.ts'
import { trackingBookCode } from '../../schemas/eventlog.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { replay } from '../../workflows/conformance/replay.ts'
import { dossierCode } from '../../workflows/dossier/code.ts'
import { decideImport } from '../../workflows/dossier/import.ts'
import { act, acts, at, ids, local, person, receive, refusalOf, rulesFor, staff } from '../support/dossiers.ts'
import { definitionOf } from '../support/procedures.ts'

const promotion = shippedProcedure('P1')!
const rules = rulesFor(promotion)

const caught = (work: () => unknown): DomainError => {
  try { work() } catch (error) { if (error instanceof DomainError) return error; throw error }
  throw new Error('not refused')
}

t.test('received at the desk on Thursday 6 May 2021 with two working days, the receipt says Monday 10 May 17:00', async (t) => {
  const { dossier, last } = receive(rules, '2021-05-06T09:40')
  t.equal(local(dossier.clock.dueAtMs), '2021-05-10T17:00')
  t.equal(dossier.clock.dueOriginalAtMs, dossier.clock.dueAtMs)
  t.equal(dossier.status, 2)
  t.equal(dossier.code, 'H99.01-210506-0001')
  t.equal(local(dossier.receivedAtMs), '2021-05-06T09:40')
  t.equal(dossier.version, 1)
  t.strictSame(last.entries.map(({ entry }) => entry.event), ['ACCEPT'], 'filing and accepting at the desk are one event')
  t.strictSame(last.entries[0]?.entry.paper?.form, '01', 'the receipt, form 01, is to be issued')
})

t.test('the first working day is excluded and holidays do not count', async (t) => {
  const due = (days: number, at: string) =>
    local(receive(rulesFor({ ...promotion, limit: { unit: 'workingDay', amount: days } }), at).dossier.clock.dueAtMs)
  t.equal(due(1, '2022-04-29T15:30'), '2022-05-04T17:00')
  t.equal(due(3, '2024-04-26T08:00'), '2024-05-04T17:00', 'Saturday 4 May 2024 is worked')
  t.equal(due(5, '2026-02-12T16:59'), '2026-02-26T17:00', 'Tết')
})

t.test('a same-day service received after 15:00 is due on the next working day', async (t) => {
  const sameDay = rulesFor({ ...promotion, limit: { unit: 'sameDay', amount: 1 } })
  t.equal(local(receive(sameDay, '2024-06-10T15:00').dossier.clock.dueAtMs), '2024-06-10T17:00')
  t.equal(local(receive(sameDay, '2024-06-10T15:01').dossier.clock.dueAtMs), '2024-06-11T17:00')
})

t.test('filed online it has no code, no due date and status 1 until it is accepted', async (t) => {
  const filed = receive(rules, '2021-05-05T21:00', { accept: false, channel: 'online' })
  t.equal(filed.dossier.code, null)
  t.equal(filed.dossier.channel, 'online')
  t.equal(filed.dossier.status, 1)
  t.equal(filed.dossier.clock.dueAtMs, null)
  t.equal(filed.dossier.receivedAtMs, null)
  t.equal(filed.entries[0]?.entry.event, 'SUBMIT')
  const accepted = act(filed, [staff.mai, 'ACCEPT', '2021-05-06T09:40', { code: 'H99.01-210506-0007' }])
  t.equal(accepted.dossier.code, 'H99.01-210506-0007', 'numbered on the day of acceptance')
  t.equal(local(accepted.dossier.submittedAtMs), '2021-05-05T21:00')
  t.equal(local(accepted.dossier.clock.dueAtMs), '2021-05-10T17:00', 'counted from acceptance')
  t.equal(accepted.entries[1]?.entry.code, 'H99.01-210506-0007')
})

t.test('the desk may ask for completion before acceptance, and refuses only with a reason', async (t) => {
  const filed = receive(rules, '2021-05-05T21:00', { accept: false, papers: [] })
  const missing = refusalOf(filed, [staff.lan, 'ACCEPT', '2021-05-06T08:00', { code: 'x' }])
  t.equal(missing.code, 'papers-incomplete')
  t.strictSame(missing.details['missing'], ['TB-KM'])
  t.equal(refusalOf(filed, [staff.lan, 'REQUEST_COMPLETION', '2021-05-06T08:00']).code, 'reason-required')
  const asked = act(filed, [staff.lan, 'REQUEST_COMPLETION', '2021-05-06T08:00', { reason: 'Thiếu thông báo' }])
  t.equal(asked.dossier.status, 1)
  const complete = act(asked, [staff.lan, 'ACCEPT', '2021-05-07T08:00', { code: 'c', papers: [{ code: 'TB-KM', originals: 1, copies: 0 }] }])
  t.equal(complete.dossier.status, 2)
  t.equal(refusalOf(filed, [staff.lan, 'REFUSE', '2021-05-06T08:00']).code, 'reason-required')
  const refused = act(filed, [staff.lan, 'REFUSE', '2021-05-06T08:00', { reason: 'Không thuộc thẩm quyền' }])
  t.match(refused.dossier, { status: 3, done: true, code: null, receivedAtMs: null, timeliness: null })
  t.equal(local(refused.dossier.closedAtMs), '2021-05-06T08:00')
})

t.test('papers: originals can stand in for copies, not the other way round', async (t) => {
  const wanted: ProcedureDefinition = { ...promotion, requiredPapers: [{ code: 'A', name: { vi: 'A', en: 'A' }, originals: 1, copies: 1, required: true }] }
  const withPapers = (originals: number, copies: number) => () => receive(rulesFor(wanted), '2021-05-06T09:40', { papers: [{ code: 'A', originals, copies }] })
  t.doesNotThrow(withPapers(1, 1))
  t.doesNotThrow(withPapers(2, 0))
  t.equal(caught(withPapers(0, 2)).code, 'papers-incomplete')
  t.equal(caught(withPapers(1, 0)).code, 'papers-incomplete')
})

t.test('only whoever may do the first step begins it, at the receiving desk', async (t) => {
  for (const who of [staff.nam, staff.dung, staff.khoa]) {
    t.equal(caught(() => receive(rules, '2021-05-06T09:40', { by: who })).code, 'role-not-granted')
  }
  t.equal(caught(() => receive(rules, '2021-05-06T09:40', { by: { accountId: ids.mai, roles: [{ role: 'receptionist', unitId: ids.other, onBehalfOf: null }] } })).code, 'role-not-granted')
  const substitute = { accountId: ids.chi, roles: [{ role: 'receptionist' as const, unitId: ids.desk, onBehalfOf: ids.lan }] }
  t.match(receive(rules, '2021-05-06T09:40', { by: substitute }).entries[0]?.entry.actor, { account: ids.chi, onBehalfOf: ids.lan, role: 'receptionist', unit: ids.desk })
})

t.test('the procedure must be in force on the agency-local day of receipt, its last day included', async (t) => {
  const ended = rulesFor({ ...promotion, validFrom: '2021-05-06', validTo: '2021-05-06' })
  t.doesNotThrow(() => receive(ended, '2021-05-06T00:00'))
  t.doesNotThrow(() => receive(ended, '2021-05-06T23:59'))
  const late = caught(() => receive(ended, '2021-05-07T00:00'))
  t.equal(late.code, 'procedure-not-effective')
  t.match(late.details, { on: '2021-05-07', validTo: '2021-05-06' })
  t.equal(caught(() => receive(ended, '2021-05-05T23:59')).code, 'procedure-not-effective')
})

t.test('a dossier is refused when the calendar does not cover its limit', async (t) => {
  t.equal(caught(() => receive(rules, '2026-12-31T09:00')).code, 'calendar-not-covered')
})

t.test('inside the agency it starts with a code, in progress, by whoever does the first step', async (t) => {
  const internal = rulesFor(definitionOf({ draft: { on: { STEP_DONE: 'end' } }, end: { type: 'final', meta: { status: 10 } } }, { limit: { unit: 'workingDay', amount: 3 } }))
  const started = receive(internal, '2024-06-10T08:00', { by: staff.nam })
  t.match(started.dossier, { status: 4, code: 'H99.01-210506-0001' })
  t.equal(local(started.dossier.clock.dueAtMs), '2024-06-13T17:00')
  t.equal(started.entries[0]?.entry.event, 'START')
  t.equal(caught(() => receive(internal, '2024-06-10T08:00', { by: staff.lan })).code, 'role-not-granted')
})

t.test('a definition that accepts by another event than ACCEPT has its code from then on, and not before', async (t) => {
  const own = rulesFor({
    ...definitionOf({
      filed: { meta: { status: 1, role: 'receptionist', place: 'receiving' }, on: { STEP_DONE: 'work', WITHDRAW: 'gone', REFUSE: 'refused' } },
      work: { on: { RESULT_SIGNED: 'end' } }, gone: { type: 'final', meta: { status: 7 } }, refused: { type: 'final', meta: { status: 3 } },
      end: { type: 'final', meta: { status: 10 } },
    }), kind: 'tthc',
  })
  const filed = receive(own, '2024-06-10T08:00', { accept: false })
  const after = (type: string) => act(filed, [staff.lan, type, '2024-06-11T08:00', { code: 'H99.01-240611-0001' }]).dossier.code
  t.equal(filed.dossier.code, null)
  t.equal(after('STEP_DONE'), 'H99.01-240611-0001')
  t.equal(after('WITHDRAW'), 'H99.01-240611-0001')
  t.equal(after('REFUSE'), null, 'refused at the desk takes no number')
})

t.test('the code carries agency, local date and a number of four digits, five from ten thousand on', async (t) => {
  t.equal(dossierCode('000.00.07.H19', '2020-12-22', 1), '000.00.07.H19-201222-0001')
  t.equal(dossierCode('H19.07', '2025-07-15', 12), 'H19.07-250715-0012')
  t.equal(dossierCode('H99.01', '2026-01-05', 10_000), 'H99.01-260105-10000')
})

t.test('a closed dossier takes nothing more', async (t) => {
  const withdrawn = acts(receive(rules, '2021-05-06T09:40'), [staff.lan, 'WITHDRAW', '2021-05-06T10:00', { reason: 'Người nộp xin rút' }])
  const refusal = refusalOf(withdrawn, [staff.lan, 'HAND_OVER', '2021-05-06T11:00'])
  t.equal(refusal.code, 'dossier-closed')
  t.match(refusal.details, { event: 'HAND_OVER', dossierStatus: 7 }, 'beside the status of the problem, which is that of HTTP')
})

t.test('what a tracking book left open is ended by somebody of the agency, and judged by the deadline that the book states', async (t) => {
  const book = rulesFor(shippedProcedure(trackingBookCode)!)
  const events = [{ activity: 'Received', atMs: at('2024-06-05T08:30'), lifecycle: null, instance: null, resource: null, resourceGroup: null }]
  const attributes = { startAtMs: at('2024-06-05T08:30'), endAtMs: null, plannedEndAtMs: null, deadlineAtMs: at('2024-06-12T23:59'), channel: 'Trực tuyến', unit: null, group: null, responsible: null }
  const made = { id: ids.dossier, tenantId: ids.tenant, procedureHash: 'a'.repeat(64), receivingUnitId: ids.agency, responsibleUnitId: ids.agency }
  const course = { logCase: { caseId: 'A-1', attributes, events }, types: ['RECEIVED'], replay: replay(book.compiled, ['RECEIVED']) }
  const imported = decideImport(book, made, course, { code: 'H57.33.12-240605-0001', classifyBy: 'date', zone: 'Asia/Ho_Chi_Minh', recordedAtMs: at('2024-06-11T08:00'), nonce: 'nonce' })
  const open = { rules: book, ...imported, last: imported }
  t.same([open.dossier.status, open.dossier.channel, open.dossier.timeliness], [4, 'online', null])
  for (const [on, timeliness] of [['2024-06-11', 'early'], ['2024-06-12', 'onTime'], ['2024-06-13', 'late']] as const) {
    const { dossier } = act(open, [person('nam', ['specialist', 'agency']), 'RESULT_READY', `${on}T10:00`])
    t.same([dossier.timeliness, dossier.done, dossier.status], [timeliness, true, 10])
  }
})
