/** Publishes a version of a working calendar. A job then puts it to every open dossier: docs/decisions/0006-a-changed-calendar.md. */
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { dropDraftIn } from '../../storage/calendar-drafts.ts'
import { addCalendarVersion, findCalendar } from '../../storage/calendars.ts'
import { wakeJob } from '../../storage/jobs.ts'
import { addPublication } from '../../storage/recounts.ts'
import { recordChange } from '../../storage/register-journal.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { changesOf, prepare, successionFindings } from '../../workflows/calendar/index.ts'
import { tellingFaults } from '../calendar-faults.ts'
import type { Deps } from '../deps.ts'
import { once, type Done } from './once.ts'

export interface NewCalendar { readonly person: SignedInPerson; readonly key: string; readonly id: string; readonly calendar: WorkingCalendar }

/** @throws DomainError calendar-invalid when a calendar has another id than the address it was sent to */
export const checkAddress = (id: string, calendar: WorkingCalendar): void => {
  if (calendar.id === id) return
  throw new DomainError('calendar-invalid', { errors: [{ at: '/id', rule: 'same-as-address', message: 'phải là mã ở địa chỉ', messageEn: 'must be the id of the address' }] })
}

/** The name of the job that puts a version to the open dossiers. */
export const recountJob = 'recount-dossiers'

/** What the trace of the registers says: which version, and by which decisions. */
const detailsOf = (calendar: WorkingCalendar, before: WorkingCalendar | undefined): Readonly<Record<string, unknown>> => {
  const { added, removed, weeks } = changesOf(before ?? { ...calendar, days: [], weekly: [] }, calendar)
  const decisions = [...new Set([...added, ...removed, ...weeks].map(({ decision }) => decision))].slice(0, 50)
  return { calendar: calendar.id, version: calendar.version, coversTo: calendar.coversTo, added: added.length, removed: removed.length, decisions }
}

/**
 * Adds the next version of a calendar, and throws its draft away.
 * @throws DomainError calendar-invalid (its findings; another id than the address; covers less than the version before), stale-version when this
 * is not the next version
 */
export const addCalendar = (deps: Pick<Deps, 'orm' | 'clock' | 'pool'>, { person, key, id, calendar }: NewCalendar): Promise<Done<WorkingCalendar>> => tellingFaults(async () => {
  checkAddress(id, calendar)
  prepare(calendar)
  const { tenantId, accountId } = person.reader
  const done = await once(deps, { person, key, request: { calendar } }, async (em) => {
    const before = await findCalendar(em, tenantId, id)
    const version = before?.version ?? 0
    if (calendar.version !== version + 1) throw new DomainError('stale-version', { version, expected: version + 1 })
    const findings = before === undefined ? [] : successionFindings(before, calendar)
    if (findings.length > 0) throw new DomainError('calendar-invalid', { calendar: id, findings })
    const nowMs = deps.clock.nowMs()
    await addCalendarVersion(em, tenantId, calendar, nowMs)
    await addPublication(em, { tenantId, calendarId: id, version: calendar.version }, accountId, nowMs)
    await dropDraftIn(em, { tenantId, calendarId: id })
    await recordChange(em, tenantId, { actorId: accountId, kind: 'calendar.published', subjects: [], decision: null, details: detailsOf(calendar, before) }, nowMs)
    return calendar
  })
  if (!done.replayed) await wakeJob(deps.pool, recountJob)
  return done
})
