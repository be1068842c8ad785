/** The rows of the control slip: who gave the dossier to whom and when, and whether the giver kept the limit of the step. Source: TT 01/2018/TT-VPCP art. 9. */
import type { Timeliness } from '../../schemas/calendar.ts'
import type { JournalEntry } from '../../schemas/dossier.ts'
import type { HandOverRow, HandOverSide, LocalStamp } from '../../schemas/paper.ts'
import { budgetOf, isLimit, localDateOf, localTimeOf, parseInstant, projectDue, usedBy, whereCovered, type PreparedCalendar } from '../calendar/index.ts'
import type { Step } from '../procedure/compile.ts'
import type { Rules } from './lifecycle.ts'
import { classify } from './timeliness.ts'

/** Names that papers print, looked up by whoever reads the registers. */
export interface PaperNames {
  readonly agency: string
  readonly units: ReadonlyMap<string, { readonly name: string; readonly kind: string }>
  readonly people: ReadonlyMap<string, string>
}

/** The agency-local time of an instant, to the minute. */
export const stampOf = (ms: number, { calendar }: PreparedCalendar): LocalStamp => `${localDateOf(ms, calendar.zone)}T${localTimeOf(ms, calendar.zone)}`
/** The instant of an entry, in milliseconds. */
export const entryMs = (entry: Pick<JournalEntry, 'at'>): number => parseInstant(entry.at, 'UTC')

/** The name of a unit; of one that nobody knows any more, the agency. */
export const unitName = ({ units, agency }: PaperNames, id: string | null): string => (id === null ? agency : units.get(id)?.name ?? agency)
/** The name of a person, or null. */
export const personName = ({ people }: PaperNames, id: string | null): string | null => (id === null ? null : people.get(id) ?? null)

/** Events after which the giver's step is not done yet, so that nothing is to be judged. */
const unfinished = new Set(['RETURN_WRONG_ADDRESSEE', 'WITHDRAW', 'STOP', 'REQUEST_SUPPLEMENT', 'REQUEST_PAYMENT'])
const labels: Readonly<Record<string, string>> = {
  RETURN_WRONG_ADDRESSEE: 'Trả lại do chuyển nhầm', STEP_RETURNED: 'Trả lại để làm lại', REQUEST_SUPPLEMENT: 'Yêu cầu bổ sung', SUPPLEMENT_RECEIVED: 'Đã bổ sung',
  REQUEST_PAYMENT: 'Yêu cầu nghĩa vụ tài chính', PAYMENT_CONFIRMED: 'Đã thực hiện nghĩa vụ tài chính', CONSULT_SENT: 'Gửi lấy ý kiến', CONSULT_ANSWERED: 'Đã có ý kiến',
  ASSIGN: 'Phân công', STOP: 'Dừng giải quyết', RESUME: 'Tiếp tục giải quyết', WITHDRAW: 'Người nộp rút hồ sơ', REFUSE: 'Từ chối giải quyết',
}

type StepNow = JournalEntry['steps'][number]
interface Judged { readonly result: Timeliness | null; readonly daysLate: number | null }
interface Walk {
  readonly rules: Rules
  readonly names: PaperNames
  /** When each open step was entered. */
  readonly enteredMs: Map<string, number>
  /** What earlier visits used up of a limit, by the state that declares it. */
  readonly used: Map<string, number>
  readonly rows: OpenRow[]
}
interface OpenRow { readonly row: HandOverRow; readonly to: string | null }

/** Every hand-over after acceptance, in order. */
export function handOvers(rules: Rules, entries: readonly JournalEntry[], names: PaperNames): HandOverRow[] {
  const walk: Walk = { rules, names, enteredMs: new Map(), used: new Map(), rows: [] }
  entries.forEach((after, at) => {
    const before = entries[at - 1]
    if (before !== undefined) follow(walk, before, after)
    for (const { step } of after.steps) if (!walk.enteredMs.has(step)) walk.enteredMs.set(step, entryMs(after))
  })
  return walk.rows.map(({ row }) => row)
}

function follow(walk: Walk, before: JournalEntry, after: JournalEntry): void {
  const stays = new Set(after.steps.map(({ step }) => step))
  const left = before.steps.filter(({ step }) => !stays.has(step))
  const entered = after.steps.filter(({ step }) => !before.steps.some((one) => one.step === step))
  const handed = before.status === 1 ? [] : moved(walk, { before, after, left, entered })
  walk.rows.push(...handed)
  if (handed.length === 0 && before.status !== 1) annotate(walk, after)
  for (const { step } of left) spend(walk, step, entryMs(after))
}

interface Change { readonly before: JournalEntry; readonly after: JournalEntry; readonly left: readonly StepNow[]; readonly entered: readonly StepNow[] }

function moved(walk: Walk, { before, after, left, entered }: Change): OpenRow[] {
  const from = left.find(({ step }) => step === after.step) ?? left[0]
  if (from === undefined) return reassigned(walk, before, after)
  const judged = judge(walk, from.step, after)
  const giver: HandOverSide = { unit: unitName(walk.names, from.unit), person: personName(walk.names, after.actor.account), step: stepName(walk, from.step) }
  const base = { giver, at: stampOf(entryMs(after), walk.rules.calendar), takenAt: null, ...judged, limit: stepOf(walk, from.step)?.limit ?? null, event: after.event, note: noteOf(after) }
  if (entered.length === 0) return [{ to: null, row: { ...base, receiver: outside(after) } }]
  return entered.map((one) => ({ to: one.step, row: { ...base, receiver: sideOf(walk, one) } }))
}

/** The same step in other hands: assigned by a leader. Taking it up oneself confirms the hand-over before. */
function reassigned(walk: Walk, before: JournalEntry, after: JournalEntry): OpenRow[] {
  const changed = after.steps.find((one) => one.holder !== null && before.steps.some((was) => was.step === one.step && was.holder !== one.holder))
  if (changed === undefined || after.event !== 'ASSIGN') return []
  const giver = { unit: unitName(walk.names, after.actor.unit), person: personName(walk.names, after.actor.account), step: null }
  const row = { giver, receiver: sideOf(walk, changed), at: stampOf(entryMs(after), walk.rules.calendar), takenAt: null, result: null, daysLate: null, limit: null, event: after.event, note: noteOf(after) }
  return [{ to: changed.step, row }]
}

/** What moves nothing but belongs to a row: work taken up, an apology. */
function annotate(walk: Walk, after: JournalEntry): void {
  const index = walk.rows.findLastIndex(({ to }) => after.event === 'APOLOGY_ISSUED' || (to !== null && to === after.step))
  const open = walk.rows[index]
  if (open === undefined) return
  if (after.event === 'APOLOGY_ISSUED') {
    const due = after.clock.dueAt === null ? '' : `, hẹn lại ${stampOf(parseInstant(after.clock.dueAt, 'UTC'), walk.rules.calendar).slice(0, 10).split('-').reverse().join('/')}`
    const note = `Đã xin lỗi${due}`
    walk.rows[index] = { ...open, row: { ...open.row, note: open.row.note === null ? note : `${open.row.note}; ${note}` } }
  } else if ((after.event === 'ACKNOWLEDGE' || after.event === 'CLAIM') && open.row.takenAt === null) {
    const person = after.event === 'CLAIM' ? personName(walk.names, after.actor.account) : open.row.receiver.person
    walk.rows[index] = { ...open, row: { ...open.row, takenAt: stampOf(entryMs(after), walk.rules.calendar), receiver: { ...open.row.receiver, person } } }
  }
}

const stepOf = ({ rules }: Walk, path: string): Step | undefined => rules.compiled.steps.get(path)
const stepName = (walk: Walk, path: string): string => stepOf(walk, path)?.name.vi ?? path
const sideOf = (walk: Walk, { step, unit, holder }: StepNow): HandOverSide =>
  ({ unit: unitName(walk.names, unit), person: personName(walk.names, holder), step: stepName(walk, step) })

/** Where a dossier goes that enters no step: to the applicant at its end, or it waits for the other strands. */
const outside = ({ status, steps }: JournalEntry): HandOverSide => {
  if (steps.length > 0) return { unit: 'Chờ bộ phận cùng giải quyết', person: null, step: null }
  return { unit: [3, 7, 10].includes(status) ? 'Người nộp hồ sơ' : 'Kết thúc', person: null, step: null }
}

const noteOf = ({ event, paper, deviation }: JournalEntry): string | null => {
  const number = paper?.number ? `số ${paper.number}` : null
  const label = labels[event] ?? null
  const late = deviation === undefined ? null : 'ngoài quy trình'
  const parts = [[label, number].filter((one) => one !== null).join(' '), late ?? ''].filter((one) => one !== '')
  return parts.length === 0 ? null : parts.join('; ')
}

/** The giver's step against its own limit; what earlier visits used is not given again. Where the calendar does not reach, a slip still prints: without a result. */
function judge(walk: Walk, path: string, after: JournalEntry): Judged {
  const due = unfinished.has(after.event) ? null : stepDue(walk, path)
  if (due === null) return { result: null, daysLate: null }
  const found = whereCovered(() => classify(walk.rules.calendar, { ...due, doneAtMs: entryMs(after) }))
  return { result: found?.timeliness ?? null, daysLate: found?.daysLate ?? null }
}

function stepDue(walk: Walk, path: string): { readonly unit: NonNullable<Step['limit']>['unit']; readonly dueAtMs: number } | null {
  const step = stepOf(walk, path)
  const sinceMs = walk.enteredMs.get(path)
  if (!step?.limit || !isLimit(step.limit) || sinceMs === undefined) return null
  const { limit } = step
  const left = whereCovered(() => budgetOf(limit) - (walk.used.get(step.limitAt ?? path) ?? 0))
  const dueAtMs = left === null ? null : whereCovered(() => projectDue(walk.rules.calendar, { unit: limit.unit, startedAtMs: sinceMs, sinceMs }, left))
  return dueAtMs === null ? null : { unit: limit.unit, dueAtMs }
}

/** Counts the visit that ends here. */
function spend(walk: Walk, path: string, untilMs: number): void {
  const step = stepOf(walk, path)
  const sinceMs = walk.enteredMs.get(path)
  walk.enteredMs.delete(path)
  if (!step?.limit || sinceMs === undefined) return
  const { unit } = step.limit
  const key = step.limitAt ?? path
  const spent = whereCovered(() => usedBy(walk.rules.calendar, { unit, startedAtMs: sinceMs, sinceMs }, untilMs)) ?? 0
  walk.used.set(key, (walk.used.get(key) ?? 0) + spent)
}
