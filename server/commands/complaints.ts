/** Complaints: entered at the desk or by the public page, moved by one event, counted; a justified one becomes a nonconformity in the same transaction. */
import type { AdvanceComplaint, Complaint, ComplaintCounts, ComplaintDecision, ComplaintDetail, ComplaintFacts, ComplaintTexts, ComplaintView, NewComplaint, PublicComplaint } from '../../schemas/complaint.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findCalendar } from '../../storage/calendars.ts'
import { readDossier } from '../../storage/dossiers.ts'
import { newId } from '../../storage/ids.ts'
import { addNotices } from '../../storage/notices.ts'
import { type Executor, inTransaction } from '../../storage/pool.ts'
import { complaintFiles, complaintTexts, type ComplaintQuestion, countComplaints, keptFrom, listComplaints, nextComplaintNumber, openOfDossier, readComplaintJournal, saveComplaint } from '../../storage/quality/complaints.ts'
import { toldOfUnit } from '../../storage/quality/nonconformities.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { findTenant } from '../../storage/tenants.ts'
import { executorIn } from '../../storage/transaction.ts'
import { formatInstant, localDateOf, openingOfDate, type PreparedCalendar, startOfDateMs, whereCovered } from '../../workflows/calendar/index.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { complaintCode, complaintOffers, decideComplaint, mayReceiveComplaint, receiveComplaint, type Received } from '../../workflows/quality/complaint.ts'
import { complaintDue } from '../../workflows/quality/complaint-clock.ts'
import { justifiedComplaint } from '../../workflows/quality/derive.ts'
import type { Deps } from '../deps.ts'
import { type Audience, boundsOf } from '../reports/statistics.ts'
import { enterNonconformities } from './enter-nonconformities.ts'
import { unitLineOf } from './nonconformities.ts'
import { once, type Done } from './once.ts'
import { requireStaff } from './staff.ts'

const journalMost = 1_000
/** So many open complaints about one dossier the public page takes. */
const openMost = 3

const actorOf = ({ reader }: SignedInPerson) => ({ accountId: reader.accountId, roles: reader.roles.slice() })

/** The calendar that an agency counts by today. @throws DomainError calendar-unknown */
export const complaintCalendar = async (deps: Pick<Deps, 'orm' | 'rules'>, tenantId: string, calendarId: string): Promise<PreparedCalendar> => {
  const calendar = await findCalendar(deps.orm.em.fork(), tenantId, calendarId)
  if (calendar === undefined) throw new DomainError('calendar-unknown')
  return deps.rules.keepCalendar(tenantId, calendar)
}

/** A complaint as a program sees it. */
export const complaintViewOf = (one: Complaint, zone: string): ComplaintView => {
  const instant = (ms: number | null): string | null => (ms === null ? null : formatInstant(ms, zone))
  return {
    id: one.id, code: one.code, version: one.version, kind: one.kind, channel: one.channel, state: one.state, unitId: one.unitId, dossierId: one.dossierId, personId: one.personId, handlerId: one.handlerId,
    receivedAt: formatInstant(one.receivedAtMs, zone), dueAt: instant(one.dueAtMs), rule: one.rule, answeredAt: instant(one.answeredAtMs), inTime: one.inTime, justified: one.justified, number: one.number,
    endedAt: instant(one.endedAtMs), extended: one.extended,
  }
}

interface Told { readonly kind: 'complaintReceived' | 'complaintGiven'; readonly decision: ComplaintDecision; readonly zone: string; readonly nowMs: number }
/** A new one is told to the heads of the unit and the ISO secretary, one that is given to somebody to them alone. */
const tell = async (db: Executor, { kind, decision: { complaint }, zone, nowMs }: Told): Promise<void> => {
  const today = localDateOf(nowMs, zone)
  const told = kind === 'complaintGiven' ? [complaint.handlerId].filter((id) => id !== null)
    : await toldOfUnit(db, complaint.tenantId, complaint.unitId, { agency: ['isoSecretary'], line: ['unitHead', 'oneStopHead'] }, today)
  const accounts = [...new Set(told).difference(await keptFrom(db, complaint, today))]
  await addNotices(db, complaint.tenantId, accounts.map((accountId) => ({ accountId, dossierId: null, kind, payload: { complaintId: complaint.id, code: complaint.code, dueOn: complaint.dueAtMs === null ? null : localDateOf(complaint.dueAtMs - 1, zone) } })), nowMs)
}

interface Entering { readonly what: Omit<Received, 'id' | 'code'>; readonly texts: ComplaintTexts; readonly by: Parameters<typeof receiveComplaint>[2]['by']; readonly calendar: PreparedCalendar; readonly nowMs: number }
/** Numbers and keeps a new complaint in the caller's transaction, and tells those whom it concerns. */
const enter = async (db: Executor, { what, texts, by, calendar, nowMs }: Entering): Promise<Complaint> => {
  const { zone } = calendar.calendar
  const year = Number(localDateOf(nowMs, zone).slice(0, 4))
  const code = complaintCode(year, await nextComplaintNumber(db, what.tenantId, year))
  const decision = receiveComplaint({ ...what, id: newId(), code }, texts, { nowMs, calendar, by })
  await saveComplaint(db, decision, 0)
  await tell(db, { kind: 'complaintReceived', decision, zone, nowMs })
  return decision.complaint
}

const textsOf = ({ text, sender, contact }: Pick<NewComplaint, 'text' | 'sender' | 'contact'>): ComplaintTexts =>
  ({ text, ...(sender === undefined ? {} : { sender }), ...(contact === undefined ? {} : { contact }) })

const fault = (at: string, message: string, messageEn: string): DomainError => new DomainError('invalid-request', { errors: [{ at, rule: 'range', message, messageEn }] })

/** When something of a day came in: now for today, else the opening of that day. */
const receivedAt = (calendar: PreparedCalendar, on: string, today: string, nowMs: number): number =>
  (on === today ? nowMs : whereCovered(() => openingOfDate(calendar, on)) ?? startOfDateMs(on, calendar.calendar.zone))

/** Enters a complaint by hand. @throws DomainError unit-unknown | role-not-granted | not-found (the dossier) | user-unknown | invalid-request (a day to come) | idempotency-key-reused */
export const enterComplaint = (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewComplaint }): Promise<Done<{ readonly id: string }>> => {
  const { text: _, sender: __, contact: ___, ...plain } = body
  return once(deps, { person, key, request: { complaint: plain } }, async (em) => {
    const { reader } = person
    const capacity = mayReceiveComplaint(actorOf(person), await unitLineOf(deps, reader, body.unitId))
    if (body.receivedOn > reader.today) throw fault('/receivedOn', 'ngày chưa đến', 'this day is still to come')
    if (body.dossierId !== undefined && await readDossier(deps.pool, reader, { id: body.dossierId }) === null) throw new DomainError('not-found', { at: '/dossierId' })
    const [calendar, nowMs] = [await complaintCalendar(deps, reader.tenantId, person.calendarId), deps.clock.nowMs()]
    const { id } = await enter(executorIn(em), {
      what: { tenantId: reader.tenantId, kind: body.kind, channel: body.channel, unitId: body.unitId, dossierId: body.dossierId ?? null, personId: body.personId ?? null, receivedAtMs: receivedAt(calendar, body.receivedOn, reader.today, nowMs) },
      texts: textsOf(body), by: { accountId: reader.accountId, capacity }, calendar, nowMs,
    })
    return { id }
  })
}

/** Enters what an applicant wrote on the page of their dossier; answers its code. @throws DomainError too-many-requests when so many are open already */
export const enterPublicComplaint = async (deps: Deps, { dossier }: { readonly dossier: Dossier }, body: PublicComplaint): Promise<string> => {
  const tenant = await findTenant(deps.orm.em.fork(), dossier.tenantId)
  if (tenant === undefined) throw new DomainError('not-found')
  const [calendar, nowMs] = [await complaintCalendar(deps, tenant.id, tenant.calendarId), deps.clock.nowMs()]
  const what = { tenantId: tenant.id, kind: body.kind, channel: 'online' as const, unitId: dossier.responsibleUnitId, dossierId: dossier.id, personId: null, receivedAtMs: nowMs }
  return inTransaction(deps.pool, async (client) => {
    const { code } = await enter(client, { what, texts: textsOf(body), by: null, calendar, nowMs })
    // The counter of numbers is in hand until the end: of several that come at once each sees those before it.
    if (await openOfDossier(client, dossier.tenantId, dossier.id) > openMost) throw new DomainError('too-many-requests', { retryAfterSeconds: 1_800 })
    return code
  })
}

/** Complaints that the person may see, the newest first. */
export const complaintsFor = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, asked: ComplaintQuestion, page: { readonly belowId: string | null; readonly limit: number }): Promise<ComplaintView[]> =>
  (await listComplaints(deps.pool, reader, asked, page)).map(({ complaint }) => complaintViewOf(complaint, reader.zone))

/** @throws DomainError not-found, for unknown ones, for those of others, and for one about the person or somebody for whom they stand in alike */
export const complaintFactsFor = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<ComplaintFacts> => {
  const [found] = await listComplaints(deps.pool, person.reader, { id }, { belowId: null, limit: 1 })
  if (found === undefined) throw new DomainError('not-found')
  return { ...found, actor: actorOf(person) }
}

/** One with what people wrote, why it is due then, and what the person may do. @throws DomainError not-found */
export const complaintDetail = async (deps: Deps, person: SignedInPerson, id: string): Promise<ComplaintDetail> => {
  const facts = await complaintFactsFor(deps, person, id)
  const { tenantId, zone } = person.reader
  const calendar = await complaintCalendar(deps, tenantId, person.calendarId)
  const due = complaintDue(calendar, facts.complaint)
  const journal = await readComplaintJournal(deps.pool, tenantId, id, journalMost)
  return {
    complaint: complaintViewOf(facts.complaint, zone), texts: await complaintTexts(deps.pool, tenantId, id), files: (await complaintFiles(deps.pool, tenantId, id)).map(({ atMs, ...file }) => ({ ...file, at: formatInstant(atMs, zone) })), ground: due?.ground ?? null, trace: [...due?.trace ?? []],
    verified: verifyChain(journal).length === 0 && journal.at(-1)?.hash === facts.complaint.journalHash, events: complaintOffers(facts, { nowMs: deps.clock.nowMs(), calendar }),
  }
}

/** Gives a complaint to another handler, who was found fit, in the caller's transaction. @throws DomainError calendar-unknown | stale-version, and what `decideComplaint` refuses */
export const assignComplaint = async (deps: Deps, db: Executor, person: SignedInPerson, found: Omit<ComplaintFacts, 'actor'>, handlerId: string): Promise<void> => {
  const { tenantId, zone } = person.reader
  const [calendar, nowMs] = [await complaintCalendar(deps, tenantId, person.calendarId), deps.clock.nowMs()]
  const decision = decideComplaint({ ...found, actor: actorOf(person) }, { type: 'ASSIGN', handlerId }, { nowMs, calendar })
  await saveComplaint(db, decision, found.complaint.version)
  await tell(db, { kind: 'complaintGiven', decision, zone, nowMs })
}

/** Carries out one event; a justified answer enters the nonconformity. @throws DomainError not-found | stale-version | user-unknown | idempotency-key-reused, and what `decideComplaint` refuses */
export const advanceComplaint = (deps: Deps, { person, id, expectedVersion, key, body }: { readonly person: SignedInPerson; readonly id: string; readonly expectedVersion: number; readonly key: string; readonly body: AdvanceComplaint }): Promise<Done<ComplaintView>> => {
  const { reason: _, answer: __, ...plain } = body
  return once(deps, { person, key, request: { complaint: id, version: expectedVersion, plain } }, async (em) => {
    const facts = await complaintFactsFor(deps, person, id)
    if (facts.complaint.version !== expectedVersion) throw new DomainError('stale-version')
    const { tenantId, zone } = person.reader
    if (body.handlerId !== undefined) await requireStaff(deps, person.reader, { id: body.handlerId, at: '/handlerId' })
    const [calendar, nowMs, db] = [await complaintCalendar(deps, tenantId, person.calendarId), deps.clock.nowMs(), executorIn(em)]
    const decision = decideComplaint(facts, body, { nowMs, calendar })
    await saveComplaint(db, decision, expectedVersion)
    if (body.type === 'ASSIGN') await tell(db, { kind: 'complaintGiven', decision, zone, nowMs })
    const { complaint } = decision
    const found = body.type === 'ANSWER' && complaint.justified === true ? justifiedComplaint({ ...complaint, answeredAtMs: nowMs }, zone) : null
    if (found !== null) await enterNonconformities(db, [found], { tenantId, zone, nowMs, by: null })
    return complaintViewOf(complaint, zone)
  })
}

/** Figures of what was received in a period, for reports and objectives, as they stood at an instant (null: now). @throws DomainError invalid-request */
export const complaintFacts = (deps: Pick<Deps, 'pool' | 'clock'>, { tenantId, zone, reader }: Audience, { from, to, knownAtMs = null }: { readonly from: string; readonly to: string; readonly knownAtMs?: number | null }): Promise<ComplaintCounts> =>
  countComplaints(deps.pool, tenantId, reader, { ...boundsOf({ from, to }, zone), knownAtMs: knownAtMs ?? deps.clock.nowMs() })
