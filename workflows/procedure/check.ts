/** What is wrong with a definition, before anybody works by it. Each finding shows the shortest way to the fault and says what to do. */
import type { Limit } from '../../schemas/calendar.ts'
import type { LocalDate } from '../../schemas/common.ts'
import type { Finding, ProcedureDefinition, Staffing } from '../../schemas/procedure.ts'
import type { LimitSum } from '../../schemas/step-table.ts'
import { addDays } from '../calendar/index.ts'
import { chartOf } from './check/chart.ts'
import { limits, sumOfLimits, tooMany } from './check/limits.ts'
import { endless } from './check/loops.ts'
import { people } from './check/people.ts'
import { stoppedForGood, stoppedWithoutPaper, unreachable, withoutRole, withoutStatus } from './check/steps.ts'
import { hoursOf } from './check/spending.ts'
import { finding, pathToState, subjectOf, type Subject } from './check/subject.ts'
import { waysOf } from './check/ways.ts'
import { stepsOf } from './compile.ts'
import { statesOf } from './definition.ts'
import { buildMachine, type ProcedureMachine } from './machine.ts'
import { problemsOf, type Problem } from './problems.ts'

/** What the definition alone does not tell. Without staffing nothing is said about people, without a horizon nothing about calendars. */
export interface CheckContext {
  readonly staffing?: Staffing
  readonly calendar?: { readonly coversFrom: LocalDate; readonly coversTo: LocalDate }
  /** A day on which a dossier may still be received. */
  readonly horizonOn?: LocalDate
}

const words: Readonly<Partial<Record<Finding['rule'], (what: string) => Finding['message']>>> = {
  'unknown-guard': (what) => ({
    vi: `Điều kiện không có hoặc sai tham số: "${what}"; chọn một điều kiện trong danh mục`,
    en: `Unknown condition, or a wrong parameter: "${what}"; choose one of the list`,
  }),
  'unknown-action': (what) => ({
    vi: `Việc kèm theo không có hoặc sai tham số: "${what}"; chọn một việc trong danh mục`,
    en: `Unknown side action, or a wrong parameter: "${what}"; choose one of the list`,
  }),
  'unknown-event': (what) => ({
    vi: `Sự kiện "${what}" chưa khai báo: chọn một sự kiện trong danh mục, hoặc khai báo là sự kiện riêng của quy trình`,
    en: `The event "${what}" is not declared: choose one of the list, or declare it as one of the procedure's own`,
  }),
  'too-deep': (what) => ({
    vi: `Các nhóm bước lồng nhau quá ${what} mức: đưa bớt ra ngoài`,
    en: `Groups of steps lie more than ${what} deep in each other: take some out`,
  }),
}
const notAMachine = (what: string): Finding['message'] => ({
  vi: `Chưa dựng được quy trình: "${what}"; sửa mã bước hoặc nơi chuyển đến`,
  en: `No procedure can be made of this: "${what}"; mend the code of the step or where a way leads`,
})

const ofProblem = ({ rule, at, what, state }: Problem, subject: Subject | null): Finding =>
  finding(rule, 'error', at, subject === null ? [] : pathToState(subject, state), (words[rule] ?? notAMachine)(what))

/** XState's own words where it refuses. */
const built = (definition: ProcedureDefinition): ProcedureMachine | Finding => {
  try {
    return buildMachine(definition)
  } catch (error) {
    return finding('machine-does-not-compile', 'error', 'machine', [], notAMachine(error instanceof Error ? error.message : ''))
  }
}

/** Working days take at most this many calendar days: seven for five, and per started year a Tết of nine days with all other days off. */
const calendarDaysFor = (workingDays: number): number => Math.ceil((workingDays * 7) / 5) + 16 * Math.max(1, Math.ceil(workingDays / 250))

const lastDayFor = (limit: Limit, hoursPerDay: number, on: LocalDate): LocalDate | null => {
  const hours = hoursOf(limit, hoursPerDay)
  return hours === null ? null : addDays(on, calendarDaysFor(Math.ceil(hours / hoursPerDay)))
}

/** A dossier received on the horizon must be due within what the calendar knows: deadlines are never guessed beyond it. */
const calendarCovers = ({ definition }: Subject, { calendar, horizonOn }: CheckContext): Finding[] => {
  if (calendar === undefined || horizonOn === undefined) return []
  const all = [definition.limit, ...Object.values(definition.limitVariants ?? {}).map(({ limit }) => limit)]
  const last = all.map((limit) => lastDayFor(limit, definition.hoursPerDay, horizonOn)).filter((on) => on !== null).sort().at(-1)
  if (last === undefined || (horizonOn >= calendar.coversFrom && last <= calendar.coversTo)) return []
  return [finding('calendar-not-covering', 'error', 'limit', [horizonOn, last], {
    vi: `Hồ sơ nhận ngày ${horizonOn} có thể hẹn trả tới ${last}, ngoài lịch làm việc (đến ${calendar.coversTo}): bổ sung lịch`,
    en: `A dossier received on ${horizonOn} may be due as late as ${last}, outside the calendar (to ${calendar.coversTo}): add the year`,
  })]
}

/**
 * Every fault of a definition that is valid by its schema, worst places first in document order; none means fit to publish.
 * Guards are taken to go either way; hierarchy, strands, history, `always` and `onDone` are followed exactly. Bounded: under 50 ms
 * for every shipped procedure, and a definition with too many situations is refused as such.
 */
export const check = (definition: ProcedureDefinition, context: CheckContext = {}): Finding[] => {
  const problems = problemsOf(definition)
  const hopeless = problems.some(({ rule }) => rule === 'too-deep' || rule === 'machine-does-not-compile')
  if (hopeless) return problems.map((problem) => ofProblem(problem, null))
  const machine = built(definition)
  if ('rule' in machine) return [...problems.map((problem) => ofProblem(problem, null)), machine]
  const chart = chartOf(definition, machine)
  const ways = waysOf(chart)
  if (ways.cut) return [...problems.map((problem) => ofProblem(problem, null)), tooMany()]
  const subject = subjectOf(definition, chart, ways, stepsOf(statesOf(definition)))
  return [
    ...problems.map((problem) => ofProblem(problem, subject)),
    ...[unreachable, endless, withoutStatus, withoutRole, stoppedWithoutPaper, stoppedForGood, limits].flatMap((rule) => rule(subject)),
    ...(context.staffing === undefined ? [] : people(subject, context.staffing)),
    ...calendarCovers(subject, context),
  ]
}

/** The limits of the steps against the published limit, in hours that the agency counts; null for what is no machine, or cannot be overseen. */
export const limitSumOf = (definition: ProcedureDefinition): LimitSum | null => {
  if (problemsOf(definition).length > 0) return null
  const machine = built(definition)
  if ('rule' in machine) return null
  const chart = chartOf(definition, machine)
  const ways = waysOf(chart)
  return ways.cut ? null : sumOfLimits(subjectOf(definition, chart, ways, stepsOf(statesOf(definition))))
}
