/** Apologies: by when one is to be made, whether it was, and when the letter is to be prepared. Source: NĐ 61/2018/NĐ-CP art. 19.9 (LS-003). */
import type { ApologyCounts, ApologyLine } from '../../schemas/apology.ts'
import type { Id, Instant, LocalDate } from '../../schemas/common.ts'
import type { Actor, Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { addDays, daysBetween, dueDateOf, formatInstant, localDateOf, parseInstant, type PreparedCalendar, tMinusOne, whereCovered, workingDaysBetween } from '../calendar/index.ts'
import { capacitiesAmong, type Who } from '../document/authority.ts'
import type { Capacity } from './authority.ts'
import type { Rules } from './lifecycle.ts'

/** An apology that an event of the dossier issued. */
export interface IssuedApology { readonly at: Instant; readonly dueBefore: Instant | null; readonly newDueAt: Instant | null; readonly number: string | null }
/** The first apology that a journal tells; null without one. */
export const issuedApology = (entries: readonly JournalEntry[]): IssuedApology | null => {
  const index = entries.findIndex(({ event }) => event === 'APOLOGY_ISSUED')
  const [entry, before] = [entries[index], entries[index - 1]]
  return entry === undefined ? null : { at: entry.at, dueBefore: before?.clock.dueAt ?? null, newDueAt: entry.clock.dueAt, number: entry.paper?.number ?? null }
}

/** A dossier with its apologies: issued by an event, or recorded as a letter. */
export interface ApologyCase {
  readonly dossier: Dossier
  readonly field: string | null
  readonly issued: IssuedApology | null
  readonly letter: { readonly number: string; readonly on: LocalDate } | null
}

/**
 * The last day for the apology: the working day before the due day, as "chậm nhất 01 ngày trước khi hết hạn" is read in the applicant's favour. Where the
 * calendar does not reach, the day before.
 */
export const lastDayOf = (calendar: PreparedCalendar, dueAtMs: number): LocalDate => {
  const { zone } = calendar.calendar
  return whereCovered(() => localDateOf(tMinusOne(calendar, dueAtMs), zone)) ?? addDays(dueDayOf(calendar, dueAtMs), -1)
}

/** The day to which a due instant belongs; where the calendar does not reach, by the clock alone. */
export const dueDayOf = (calendar: PreparedCalendar, dueAtMs: number): LocalDate => whereCovered(() => dueDateOf(calendar, dueAtMs)) ?? localDateOf(dueAtMs - 1, calendar.calendar.zone)

const dueBeforeOf = ({ issued, dossier: { clock } }: ApologyCase): number | null =>
  (issued?.dueBefore == null ? clock.dueAtMs ?? clock.dueOriginalAtMs : parseInstant(issued.dueBefore, 'UTC'))

/** What the register tells of the dossier; of several apologies the first. Null for a dossier without a limit, or one for which none is owed and none was made. */
export function apologyLine(calendar: PreparedCalendar, one: ApologyCase, nowMs: number): ApologyLine | null {
  const { dossier, issued, letter } = one
  const { zone } = calendar.calendar
  const dueAtMs = dueBeforeOf(one)
  if (dueAtMs === null) return null
  const issuedOn = issued === null ? null : localDateOf(parseInstant(issued.at, 'UTC'), zone)
  const byLetter = letter !== null && (issuedOn === null || letter.on < issuedOn)
  const madeOn = byLetter ? letter.on : issuedOn
  if (madeOn === null && dossier.timeliness !== 'late' && (dossier.resultReadyAtMs !== null || dossier.done || dueAtMs >= nowMs)) return null
  const lastDayOn = lastDayOf(calendar, dueAtMs)
  const dueOn = dueDayOf(calendar, dueAtMs)
  const isKept = madeOn !== null && madeOn <= lastDayOn
  const instant = (ms: number | null): Instant | null => (ms === null ? null : formatInstant(ms, zone))
  return {
    dossierId: dossier.id, code: dossier.code, procedureCode: dossier.procedureCode, field: one.field, unitId: dossier.responsibleUnitId,
    dueAt: formatInstant(dueAtMs, zone), dueOn, lastDayOn, madeOn, number: madeOn === null ? null : byLetter ? letter.number : issued?.number ?? null,
    by: madeOn === null ? null : byLetter ? 'letter' : 'issued', newDueAt: issued?.newDueAt == null ? null : formatInstant(parseInstant(issued.newDueAt, 'UTC'), zone),
    standing: madeOn === null ? 'missing' : isKept ? 'kept' : 'late',
    workingDaysLate: madeOn === null ? null : isKept ? 0 : whereCovered(() => workingDaysBetween(calendar, lastDayOn, madeOn)),
    daysAfterDue: madeOn === null ? null : daysBetween(dueOn, madeOn), resultAt: instant(dossier.resultReadyAtMs), daysLate: dossier.daysLate,
  }
}

/** How many there are, with and without an apology, by T-1 and after it. */
export function countApologies(lines: readonly ApologyLine[]): ApologyCounts {
  const many = (standing: ApologyLine['standing']): number => lines.filter((line) => line.standing === standing).length
  const [kept, late, missing] = [many('kept'), many('late'), many('missing')]
  return { total: lines.length, withApology: kept + late, withoutApology: missing, kept, late }
}

/**
 * Whether the letter is to be prepared: the clock runs, T-1 has come, nobody apologised yet, and the dossier will hardly be in time: a step is past its own
 * limit, or no step in hand leads to the result.
 */
export function isApologyToPrepare({ compiled, calendar }: Rules, { clock, steps }: Pick<Dossier, 'clock' | 'steps'>, nowMs: number): boolean {
  const { dueAtMs } = clock
  if (dueAtMs === null || clock.runningSinceMs === null || clock.endedAtMs !== null || clock.apologies > 0) return false
  if (!(whereCovered(() => tMinusOne(calendar, dueAtMs) <= nowMs) ?? dueAtMs <= nowMs)) return false
  const isLast = steps.some(({ step }) => (compiled.offersByStep.get(step) ?? []).some(({ event }) => event === 'RESULT_SIGNED'))
  return dueAtMs <= nowMs || !isLast || steps.some((step) => step.dueAtMs !== null && step.dueAtMs <= nowMs)
}

/** Why it is not in time, as the letter says it: the steps in hand, and those over their own limit. A person may write it better. */
export function apologyReason({ compiled }: Rules, { steps }: Pick<Dossier, 'steps'>, nowMs: number): string | null {
  const named = steps.flatMap(({ step, dueAtMs }) => {
    const name = compiled.steps.get(step)?.name.vi
    return name === undefined ? [] : [dueAtMs !== null && dueAtMs <= nowMs ? `bước “${name}” đã quá định mức thời gian` : `hồ sơ đang ở bước “${name}”`]
  })
  return named.length === 0 ? null : named.join('; ')
}

const recorders: Who = { agency: ['isoSecretary', 'qualityManager', 'agencyLeader'], owner: ['unitHead', 'oneStopHead', 'specialist', 'receptionist', 'recordsClerk'] }

/** In which capacity the actor records a letter of a dossier whose units, with all above them, are given. @throws DomainError role-not-granted */
export function mayRecordApology(actor: Actor, unitLine: readonly Id[]): Capacity {
  const [capacity] = capacitiesAmong(actor, unitLine, recorders)
  if (capacity === undefined) throw new DomainError('role-not-granted', { event: 'APOLOGY_RECORDED', roles: [...recorders.agency, ...recorders.owner] })
  return capacity
}
