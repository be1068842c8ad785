/** When the result of a procedure would be due, with the reckoning day by day. */
import type { TraceLine } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { findCalendar } from '../../storage/calendars.ts'
import { explainDue } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'

/** `dueAtMs` null: no limit. `isKnown` false: the calendar does not reach so far. */
export interface DuePreview { readonly dueAtMs: number | null; readonly trace: readonly TraceLine[]; readonly isKnown: boolean }

export const previewDue = async (deps: Deps, agency: { readonly tenantId: string; readonly calendarId: string }, { limit, onResume }: ProcedureDefinition, atMs: number): Promise<DuePreview> => {
  const calendar = await findCalendar(deps.orm.em.fork(), agency.tenantId, agency.calendarId)
  if (calendar === undefined) return { dueAtMs: null, trace: [], isKnown: false }
  try {
    const { dueAtMs, trace } = explainDue(deps.rules.keepCalendar(agency.tenantId, calendar), { startMs: atMs, limit, onResume })
    return { dueAtMs, trace, isKnown: true }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return { dueAtMs: null, trace: [], isKnown: false }
    throw error
  }
}
