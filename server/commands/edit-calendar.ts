/** The draft of the next version of a calendar: what it is, and one change of it. */
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { dropDraft, findDraft, keepDraft } from '../../storage/calendar-drafts.ts'
import { findCalendar } from '../../storage/calendars.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { tellingFaults } from '../calendar-faults.ts'
import type { Deps } from '../deps.ts'

type DraftDeps = Pick<Deps, 'orm' | 'pool' | 'clock'>

/** `calendar` is the next version as it would be published; `revision` 0: nothing is drafted. `isOutdated`: what was drafted belongs before a version published since. */
export interface DraftView {
  readonly base: WorkingCalendar
  readonly calendar: WorkingCalendar
  readonly revision: number
  readonly isOutdated: boolean
  readonly lastChange: { readonly by: string; readonly atMs: number } | null
}

/** The draft of the agency's calendar. @throws DomainError calendar-unknown */
export const viewDraft = async (deps: DraftDeps, { reader, calendarId }: SignedInPerson): Promise<DraftView> => {
  const base = await findCalendar(deps.orm.em.fork(), reader.tenantId, calendarId)
  if (base === undefined) throw new DomainError('calendar-unknown', { calendar: calendarId })
  const draft = await findDraft(deps.pool, { tenantId: reader.tenantId, calendarId })
  const isOutdated = draft !== null && draft.calendar.version !== base.version + 1
  return {
    base, isOutdated, calendar: draft === null || isOutdated ? { ...base, version: base.version + 1 } : draft.calendar, revision: draft?.revision ?? 0,
    lastChange: draft === null || isOutdated ? null : { by: draft.by, atMs: draft.changedAtMs },
  }
}

/** Changes the draft that was read under `revision`. @throws DomainError stale-version when somebody else changed it; calendar-invalid with words */
export const editCalendar = (deps: DraftDeps, person: SignedInPerson, revision: number, amend: (calendar: WorkingCalendar) => WorkingCalendar): Promise<void> => tellingFaults(async () => {
  const draft = await viewDraft(deps, person)
  if (draft.revision !== revision) throw new DomainError('stale-version')
  const { tenantId, accountId } = person.reader
  await keepDraft(deps.pool, tenantId, amend(draft.calendar), revision, { accountId, nowMs: deps.clock.nowMs() })
})

/** Throws the draft away. */
export const discardDraft = (deps: DraftDeps, { reader, calendarId }: SignedInPerson): Promise<void> => dropDraft(deps.pool, { tenantId: reader.tenantId, calendarId })
