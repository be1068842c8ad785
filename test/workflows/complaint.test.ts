/** The clock of complaints and their life: Luật Khiếu nại 2011 art. 27, 28; independence of whoever handles them. */
import fc from '../support/property.ts'
import t from 'tap'
import type { AdvanceComplaint, Complaint, ComplaintKind } from '../../schemas/complaint.ts'
import { DomainError } from '../../schemas/errors.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { addDays, isWorkingDay, localDateOf, prepare, withYear, workingDaysBetween } from '../../workflows/calendar/index.ts'
import { complaintOffers, countComplaint, decideComplaint, receiveComplaint } from '../../workflows/quality/complaint.ts'
import { complaintDue, complaintRungs } from '../../workflows/quality/complaint-clock.ts'
import { at, idOf, ids, person, staff } from '../support/dossiers.ts'

const calendar = prepare(seedCalendar('vn'))
const { hung, nam, dung, lan } = staff
const zone = 'Asia/Ho_Chi_Minh'
const received = (kind: ComplaintKind, local: string, personId: string | null = null): Complaint => receiveComplaint({
  id: idOf(90), tenantId: ids.tenant, code: 'PAKN-2026-0001', kind, channel: 'inPerson', unitId: ids.department, dossierId: null, personId, receivedAtMs: at(local),
}, { text: 'x' }, { nowMs: at(local), calendar, by: null }).complaint
const step = (complaint: Complaint, actor: typeof hung, local: string, input: AdvanceComplaint) => decideComplaint({ complaint, unitLine: [ids.department, ids.agency], standIns: [], actor }, input, { nowMs: at(local), calendar })
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'allowed'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

t.test('a complaint has ten days to be accepted and thirty from then on to be answered, forty-five when it is complicated', async (t) => {
  const one = received('complaint', '2026-03-02T09:00')
  t.equal(localDateOf(one.dueAtMs! - 1, zone), '2026-03-12')
  const accepted = step(one, hung, '2026-03-05T09:00', { type: 'ACCEPT' }).complaint
  t.equal(localDateOf(accepted.dueAtMs! - 1, zone), '2026-04-06', '4 April is a Saturday')
  const longer = step(accepted, hung, '2026-03-20T09:00', { type: 'EXTEND', reason: 'Phức tạp' }).complaint
  t.match(longer, { rule: 'complaint-extended-1' })
  t.ok(longer.dueAtMs! > accepted.dueAtMs!)
})

t.test('whenever feedback or a complaint comes in, its due day is a working day, so many days on, and explained day by day', async () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 23 }), fc.constantFrom<ComplaintKind>('feedback', 'complaint', 'denunciation'), (days, hour, kind) => {
    const on = addDays('2020-06-01', days)
    const one = received(kind, `${on}T${String(hour).padStart(2, '0')}:10`)
    const due = complaintDue(calendar, one)
    const last = localDateOf((due?.dueAtMs ?? 0) - 1, zone)
    const counted = due?.trace.filter(({ counted: isCounted }) => isCounted).length
    return one.dueAtMs === due?.dueAtMs && isWorkingDay(calendar, last) && last > on
      && (kind === 'complaint' ? last >= addDays(on, 10) && (counted ?? 0) >= 10 : counted === 5 && workingDaysBetween(calendar, on, last) <= 6)
  }), { numRuns: 200 })
})

t.test('reminders come before, on passing and after, each for one due instant', async (t) => {
  const one = received('feedback', '2026-03-02T09:00')
  const rungs = (local: string): string[] => complaintRungs(calendar, one, at(local)).map(({ rung }) => rung)
  t.same(rungs('2026-03-04T08:00'), [])
  t.same(rungs('2026-03-05T08:00'), ['complaintDueSoon'])
  t.same(rungs('2026-03-10T08:00'), ['complaintDueSoon', 'complaintOverdue'])
  t.same(rungs('2026-03-16T08:00'), ['complaintDueSoon', 'complaintOverdue', 'complaintEscalated'])
  t.equal(new Set(complaintRungs(calendar, one, at('2026-03-16T08:00')).map(({ basis }) => basis)).size, 1)
})

t.test('whoever it is about neither decides nor handles nor answers it, and who stands in for them does not either', async (t) => {
  const about = received('feedback', '2026-03-02T09:00', ids.hung)
  const standIn = person('binh', ['unitHead', 'department', 'hung'])
  t.equal(codeOf(() => step(about, hung, '2026-03-03T09:00', { type: 'ACCEPT' })), 'four-eyes')
  t.equal(codeOf(() => step(about, standIn, '2026-03-03T09:00', { type: 'ACCEPT' })), 'four-eyes')
  t.equal(codeOf(() => step(about, person('giang', ['agencyLeader', 'agency'], ['unitHead', 'department', 'hung']), '2026-03-03T09:00', { type: 'ACCEPT' })), 'four-eyes', 'in no capacity of their own either')
  t.equal(codeOf(() => step(about, nam, '2026-03-03T09:00', { type: 'ACCEPT' })), 'role-not-granted')
  const accepted = step(about, dung, '2026-03-03T09:00', { type: 'ACCEPT' }).complaint
  t.equal(codeOf(() => step(accepted, dung, '2026-03-03T10:00', { type: 'ASSIGN', handlerId: ids.hung })), 'four-eyes')
  const facts = { complaint: accepted, unitLine: [ids.department, ids.agency], standIns: [ids.binh], actor: dung }
  t.equal(codeOf(() => decideComplaint(facts, { type: 'ASSIGN', handlerId: ids.binh }, { nowMs: at('2026-03-03T10:00'), calendar })), 'four-eyes', 'nor is it given to who stands in for them')
  const given = step(accepted, dung, '2026-03-03T10:00', { type: 'ASSIGN', handlerId: ids.nam }).complaint
  t.equal(codeOf(() => step(given, standIn, '2026-03-04T10:00', { type: 'ANSWER', answer: 'x', justified: false })), 'four-eyes')
  t.equal(codeOf(() => step(given, nam, '2026-03-04T10:00', { type: 'ANSWER', answer: 'x' })), 'plan-incomplete')
  const answered = step(given, nam, '2026-03-04T10:00', { type: 'ANSWER', answer: 'Đã khắc phục', justified: true })
  t.match(answered.complaint, { state: 'answered', inTime: true, justified: true, dueAtMs: null })
  t.equal(codeOf(() => step(answered.complaint, lan, '2026-03-05T10:00', { type: 'CLOSE' })), 'role-not-granted')
  t.match(step(answered.complaint, dung, '2026-03-05T10:00', { type: 'CLOSE' }).complaint, { state: 'closed' })
})

t.test('a denunciation is passed on, and nothing of it is kept', async (t) => {
  const one = received('denunciation', '2026-03-02T09:00')
  t.equal(codeOf(() => step(one, hung, '2026-03-03T09:00', { type: 'ACCEPT' })), 'event-not-allowed')
  const passed = step(one, hung, '2026-03-03T09:00', { type: 'PASS_ON', reason: 'Thanh tra tỉnh', number: '5/CV' })
  t.match(passed, { complaint: { state: 'passedOn', dueAtMs: null }, forget: true })
  t.equal(codeOf(() => step(one, hung, '2026-03-03T09:00', { type: 'REFUSE', reason: 'x' })), 'event-not-allowed', 'refused, its words would stay here')
  t.same(complaintOffers({ complaint: one, unitLine: [ids.department, ids.agency], standIns: [], actor: hung }, { nowMs: at('2026-03-03T09:00'), calendar }), ['PASS_ON'])
})

t.test('a day of the limit ends at midnight, as for a dossier: what is answered that evening is in time, and nobody is told that it is late', async (t) => {
  const handled: Complaint = { ...received('feedback', '2026-03-02T09:00'), state: 'handling' }
  const answered = (local: string) => step(handled, hung, local, { type: 'ANSWER', answer: 'x', justified: false }).complaint.inTime
  t.equal(localDateOf(handled.dueAtMs! - 1, zone), '2026-03-09')
  t.equal(answered('2026-03-09T23:59'), true)
  t.equal(answered('2026-03-10T00:00'), false)
  const told = (local: string): boolean => complaintRungs(calendar, handled, at(local)).some(({ rung }) => rung === 'complaintOverdue')
  t.notOk(told('2026-03-09T20:00'))
  t.ok(told('2026-03-10T00:05'))
})

t.test('an extension is decided before the limit is over, and once: what is late stays late', async (t) => {
  const accepted = step(received('complaint', '2026-03-02T09:00'), hung, '2026-03-05T09:00', { type: 'ACCEPT' }).complaint
  const extend = (complaint: Complaint, local: string) => step(complaint, hung, local, { type: 'EXTEND', reason: 'Phức tạp' }).complaint
  t.equal(codeOf(() => extend(accepted, '2026-04-07T09:00')), 'event-not-allowed', 'it ran out on 6 April')
  t.notOk(complaintOffers({ complaint: accepted, unitLine: [ids.department], standIns: [], actor: hung }, { nowMs: at('2026-04-07T09:00'), calendar }).includes('EXTEND'))
  t.equal(codeOf(() => extend(extend(accepted, '2026-04-06T20:00'), '2026-04-07T09:00')), 'event-not-allowed', 'there is no third limit')
})

t.test('where the calendar of the next year is not there yet the clock is counted once it is, and lateness is told by it', async (t) => {
  const later = prepare(withYear(seedCalendar('vn'), 2027))
  const one = received('complaint', '2026-12-28T09:00')
  t.equal(one.dueAtMs, null)
  t.equal(countComplaint(one, { nowMs: at('2026-12-29T09:00'), calendar }), null, 'still unknown')
  const counted = countComplaint(one, { nowMs: at('2026-12-30T09:00'), calendar: later })
  t.match(counted, { complaint: { version: 2, state: 'received', rule: 'complaint-accept-1' }, entry: { entry: { event: 'COUNT', actor: { account: null } } }, forget: false })
  t.equal(localDateOf(counted!.complaint.dueAtMs! - 1, zone), '2027-01-07')
  t.equal(countComplaint(counted!.complaint, { nowMs: at('2026-12-30T09:00'), calendar: later }), null, 'once')
  const handled: Complaint = { ...one, state: 'handling', acceptedAtMs: at('2026-12-29T09:00') }
  const answer = { type: 'ANSWER', answer: 'x', justified: false } as const
  t.match(decideComplaint({ complaint: handled, unitLine: [ids.department], standIns: [], actor: hung }, answer, { nowMs: at('2027-02-20T09:00'), calendar: later }).complaint, { inTime: false }, 'late, although nobody had counted')
})

t.test('the decision on an erasure stands in the journal, and the number of the answer stays in the register', async (t) => {
  const closed: Complaint = { ...received('feedback', '2026-03-02T09:00'), state: 'closed', number: '9/TL', dueAtMs: null }
  t.match(step(closed, person('giang', ['isoSecretary', 'agency']), '2026-05-02T09:00', { type: 'ERASE', number: '3/QĐ' }), { complaint: { number: '9/TL' }, entry: { entry: { number: '3/QĐ' } }, forget: true })
})
