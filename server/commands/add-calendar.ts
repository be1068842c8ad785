/** Adds a version to a working calendar. Dossiers received before keep the version that they were received under. */
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { addCalendarVersion, findCalendar } from '../../storage/calendars.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { prepare } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { once, type Done } from './once.ts'

export interface NewCalendar { readonly person: SignedInPerson; readonly key: string; readonly id: string; readonly calendar: WorkingCalendar }

/** @throws DomainError calendar-invalid (its findings; or another id than the address), stale-version when this is not the next version */
export const addCalendar = (deps: Pick<Deps, 'orm' | 'clock'>, { person, key, id, calendar }: NewCalendar): Promise<Done<WorkingCalendar>> => {
  if (calendar.id !== id) {
    const same = { message: 'phải giống mã lịch trên địa chỉ', messageEn: 'must be the calendar of the address' }
    throw new DomainError('calendar-invalid', { errors: [{ at: '/id', rule: 'same-as-address', ...same }] })
  }
  prepare(calendar)
  const { tenantId } = person.reader
  return once(deps, { person, key, request: { calendar } }, async (em) => {
    const version = (await findCalendar(em, tenantId, id))?.version ?? 0
    if (calendar.version !== version + 1) throw new DomainError('stale-version', { version, expected: version + 1 })
    await addCalendarVersion(em, tenantId, calendar, deps.clock.nowMs())
    return calendar
  })
}
