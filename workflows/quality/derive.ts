/**
 * Nonconformities by rule: what happened goes in, what is not as it must be comes out, at most one for each cause. A rule carries a name
 * and the day from which it holds, and what it finds keeps that name. Sources: ISO 9001:2015, 8.7 and 10.2; QĐ 19/2014/QĐ-TTg art. 4.4a (LS-012).
 */
import type { Id, LocalDate } from '../../schemas/common.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import type { FoundNonconformity } from '../../schemas/nonconformity.ts'
import type { Light, Objective } from '../../schemas/objective.ts'
import { addDays, formatInstant, localDateOf } from '../calendar/index.ts'
import { takeUpBy } from '../document/laws.ts'
import { isShare } from '../objectives/formulas.ts'

/** One version of the rules. `patternLeast`: so many late in one field within a calendar month are a pattern. */
interface RuleVersion { readonly name: string; readonly validFrom: LocalDate; readonly patternLeast: number }

/** The newest last. A change gets a new name and a first day; what was found before stays as it is. */
const versions: readonly RuleVersion[] = [{ name: 'nonconformity-1', validFrom: '2015-09-15', patternLeast: 3 }]

/** The version that holds for what happened on a day; null before the first. */
export const ruleOn = (day: LocalDate): RuleVersion | null => versions.findLast(({ validFrom }) => validFrom <= day) ?? null

const millisecond = 1
/** The local day on which a due instant falls; the end of a day belongs to it. */
const dueDay = (dueAtMs: number, zone: string): LocalDate => localDateOf(dueAtMs - millisecond, zone)

/** The first day on which the dossier is late: for limits by the hour the day of the due instant itself, else the day after it. */
const lateFrom = ({ clock: { unit } }: Dossier, dueAtMs: number, zone: string): LocalDate =>
  (unit === 'workingHour' || unit === 'sameDay' ? dueDay(dueAtMs, zone) : addDays(dueDay(dueAtMs, zone), 1))

/** Whether an open dossier whose clock runs is past its due date, as `classify` would say if it ended now. */
const isOverdue = (dossier: Dossier, dueAtMs: number, { zone, nowMs }: When): boolean => {
  const { clock } = dossier
  if (dossier.done || clock.endedAtMs !== null || clock.runningSinceMs === null || dueAtMs >= nowMs) return false
  return clock.unit === 'workingHour' || clock.unit === 'sameDay' || localDateOf(nowMs, zone) > dueDay(dueAtMs, zone)
}

/** Where and when a rule looks. */
export interface When { readonly zone: string; readonly nowMs: number }
/** A dossier that may be late, and the field of its procedure. */
export interface LateCandidate { readonly dossier: Dossier; readonly field: string | null }

/** A late result, or a dossier that is overdue now: one cause, whichever was seen first. Null when it is neither. */
export function lateDossier({ dossier, field }: LateCandidate, when: When): FoundNonconformity | null {
  const dueAtMs = dossier.clock.dueAtMs ?? dossier.clock.dueOriginalAtMs
  if (dueAtMs === null) return null
  if (dossier.timeliness !== 'late' && !isOverdue(dossier, dueAtMs, when)) return null
  const occurredOn = lateFrom(dossier, dueAtMs, when.zone)
  const rule = ruleOn(occurredOn)
  if (rule === null) return null
  const instant = (ms: number): string => formatInstant(ms, when.zone)
  return {
    cause: `dossier:${dossier.id}`, source: 'lateDossier', rule: rule.name, unitId: dossier.responsibleUnitId, grade: 'minor', clause: '8.7', occurredOn, text: null,
    facts: {
      procedure: dossier.procedureCode, field, dueAt: instant(dueAtMs), endedAt: dossier.resultReadyAtMs === null ? null : instant(dossier.resultReadyAtMs), daysLate: dossier.daysLate,
    },
    dossierIds: [dossier.id],
  }
}

/** Late dossiers of one field that became late in one calendar month. */
export interface LateMonth { readonly field: string; readonly month: string; readonly occurredOn: LocalDate; readonly unitIds: readonly Id[]; readonly dossierIds: readonly Id[]; readonly rootUnitId: Id }

/** So many dossiers the record of a pattern names; the others are attached beside it. Twelve thousand made an entry that was refused, and stopped every later sweep. */
const namedMost = 200

/** A pattern, when there are enough of them; its unit is theirs, or the agency when there are several. Null when there are too few. */
export function latePattern({ field, month, occurredOn, unitIds, dossierIds, rootUnitId }: LateMonth): FoundNonconformity | null {
  const rule = ruleOn(occurredOn)
  const [first, ...others] = [...new Set(unitIds)]
  if (rule === null || first === undefined || dossierIds.length < rule.patternLeast) return null
  return {
    cause: `pattern:${field}:${month}`, source: 'latePattern', rule: rule.name, unitId: others.length === 0 ? first : rootUnitId, grade: 'major', clause: '9.1.3', occurredOn, text: null,
    facts: { field, month, count: dossierIds.length }, dossierIds: dossierIds.slice(0, namedMost),
  }
}

/** A law that a document must follow and has not taken up. */
export interface OpenLaw { readonly lawId: Id; readonly lawNumber: string; readonly effectiveFrom: LocalDate; readonly documentId: Id; readonly documentCode: string; readonly ownerUnitId: Id }

/** The law when its three months are over; null before. */
export function lawNotTakenUp(open: OpenLaw, { zone, nowMs }: When): FoundNonconformity | null {
  const lastDay = takeUpBy(open.effectiveFrom)
  const occurredOn = addDays(lastDay, 1)
  const rule = ruleOn(occurredOn)
  if (rule === null || localDateOf(nowMs, zone) <= lastDay) return null
  return {
    cause: `law:${open.lawId}:${open.documentId}`, source: 'lawNotTakenUp', rule: rule.name, unitId: open.ownerUnitId, grade: 'minor', clause: '7.5.3', occurredOn, text: null,
    facts: { lawId: open.lawId, lawNumber: open.lawNumber, documentId: open.documentId, documentCode: open.documentCode, takeUpBy: lastDay }, dossierIds: [],
  }
}

/** What a period that is over has of an objective, by the version that held. `hits`: of a count, what the period itself added; its light is that of the year up to its end. */
export interface EndedPeriod { readonly objective: Objective; readonly period: string; readonly lastDay: LocalDate; readonly hits: number | null; readonly total: number | null; readonly light: Light; readonly rootUnitId: Id }

const isWholeYear = (period: string): boolean => period.length === 4

/**
 * An objective that was missed (ISO 9001:2015, 6.2 and 10.2), and was decided by then: a quarter that is red; a share that the year missed, however little. A count is over once and for
 * all: only a quarter that added to it tells something new, and the year nothing that its quarters have not told, unless it stayed within the tolerance.
 */
export function objectiveMissed({ objective, period, lastDay, hits, total, light, rootUnitId }: EndedPeriod): FoundNonconformity | null {
  const rule = ruleOn(lastDay)
  const share = isShare(objective.formula)
  const isMissed = isWholeYear(period) ? light === 'amber' || (light === 'red' && share) : light === 'red' && (share || (hits ?? 0) > 0)
  if (rule === null || hits === null || objective.on > lastDay || !isMissed) return null
  return {
    cause: `objective:${objective.id}:${period}`, source: 'missedObjective', rule: rule.name, unitId: objective.unitId ?? rootUnitId, grade: isWholeYear(period) && light === 'red' ? 'major' : 'minor',
    clause: '9.1.3', occurredOn: lastDay, text: null,
    facts: { objectiveId: objective.id, objective: objective.name, period, formula: objective.formula, hits, total, target: objective.target }, dossierIds: [],
  }
}

/** A complaint that was answered as justified. */
export interface JustifiedComplaint { readonly id: Id; readonly code: string; readonly unitId: Id; readonly dossierId: Id | null; readonly answeredAtMs: number }

/** The nonconformity of a justified complaint, one each; null before the rules. Source: ISO 9001:2015, 8.2.1 and 10.2.1. */
export function justifiedComplaint({ id, code, unitId, dossierId, answeredAtMs }: JustifiedComplaint, zone: string): FoundNonconformity | null {
  const occurredOn = localDateOf(answeredAtMs, zone)
  const rule = ruleOn(occurredOn)
  return rule === null ? null : {
    cause: `complaint:${id}`, source: 'complaint', rule: rule.name, unitId, grade: 'minor', clause: '8.2.1', occurredOn, text: `Phản ánh, khiếu nại ${code} được kết luận là đúng`,
    facts: { reference: code }, dossierIds: dossierId === null ? [] : [dossierId],
  }
}
