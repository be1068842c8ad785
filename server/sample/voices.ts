/** What applicants of the sample said: answers to the survey for one dossier in eight, and three suggestions about reception and results. Invented. */
import type { EntityManager } from '@mikro-orm/core'
import type { AdvanceComplaint, Complaint, ComplaintChannel } from '../../schemas/complaint.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import type { NewSurveyAnswer } from '../../schemas/survey.ts'
import { newId } from '../../storage/ids.ts'
import type { Executor } from '../../storage/pool.ts'
import { nextComplaintNumber, saveComplaint } from '../../storage/quality/complaints.ts'
import { addSurveyAnswer } from '../../storage/surveys.ts'
import { executorIn } from '../../storage/transaction.ts'
import { addDays, localDateOf, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { complaintCode, decideComplaint, mayReceiveComplaint, receiveComplaint } from '../../workflows/quality/complaint.ts'
import { justifiedComplaint } from '../../workflows/quality/derive.ts'
import { catalogueOn } from '../../workflows/quality/survey.ts'
import { enterNonconformities } from '../commands/enter-nonconformities.ts'
import { accountOf, actorOn, type Crew } from './crew.ts'
import type { Period } from './create.ts'
import { type Random, seeded } from './random.ts'
import { timeOn, workingDaysFrom } from './times.ts'

/** A dossier whose result was handed over. */
export interface Served { readonly id: Id; readonly onTime: boolean; readonly deliveredOn: LocalDate }

const seed = 20_260_715
const answeredShare = 0.125
const comments = {
  good: ['Cán bộ hướng dẫn rõ, trả kết quả trước hẹn.', 'Làm thủ tục nhanh, không phải đi lại.', 'Thái độ niềm nở, lấy số theo thứ tự.'],
  bad: ['Phải chờ lâu, không ai báo lý do chậm.', 'Đã hẹn mà đến nơi chưa có kết quả.', 'Giấy tờ yêu cầu bổ sung hai lần.'],
} as const

const answerOf = (random: Random, onTime: boolean): NewSurveyAnswer => {
  const score = (): number => random.weighted(onTime ? [[5, 46], [4, 44], [3, 7], [2, 3]] : [[4, 20], [3, 30], [2, 35], [1, 15]])
  const scores = { overall: score(), access: score(), procedure: score(), staff: score(), result: score(), ...(random.chance(0.5) ? { suggestions: score() } : {}) }
  return random.chance(0.25) ? { scores, comment: random.pick(scores.overall >= 4 ? comments.good : comments.bad) } : { scores }
}

const keepAnswers = async (db: Executor, tenantId: Id, served: readonly Served[], lastOn: LocalDate): Promise<void> => {
  const random = seeded(seed)
  for (const { id, onTime, deliveredOn } of served) {
    const on = addDays(deliveredOn, random.int(0, 5))
    if (!random.chance(answeredShare) || on > lastOn) continue
    await addSurveyAnswer(db, tenantId, id, answerOf(random, onTime), { catalogue: catalogueOn(on).name, on })
  }
}

interface Voice {
  /** Working days before the last one: when it came in, and when each event followed. */
  readonly daysAgo: number
  readonly channel: ComplaintChannel
  readonly unit: string
  readonly text: string
  readonly late: boolean
  readonly events: readonly (readonly [daysAgo: number, by: string, event: Omit<AdvanceComplaint, 'handlerId'>, handler?: string])[]
}
const voices: readonly Voice[] = [
  { daysAgo: 45, channel: 'inPerson', unit: 'KT', late: true, text: 'Hồ sơ của tôi quá hẹn mà không có ai gọi báo hay gửi thư xin lỗi (phản ánh mẫu).', events: [
    [44, 'mau.iso', { type: 'ACCEPT' }], [44, 'mau.pct.kinhte', { type: 'ASSIGN' }, 'mau.tpkinhte'],
    [40, 'mau.tpkinhte', { type: 'ANSWER', number: '87/UBND-KT', answer: 'Phản ánh đúng: hồ sơ chậm ở bước thẩm định, thư xin lỗi gửi muộn. Phòng đã gọi điện xin lỗi và bố trí người thay khi vắng.', justified: true }],
    [38, 'mau.iso', { type: 'CLOSE' }]] },
  { daysAgo: 24, channel: 'phone', unit: 'VP', late: false, text: 'Bảng niêm yết thủ tục ở bộ phận một cửa chưa có mức phí mới (phản ánh mẫu).', events: [
    [23, 'mau.iso', { type: 'ACCEPT' }], [23, 'mau.pct.kinhte', { type: 'ASSIGN' }, 'mau.chanhvp'],
    [20, 'mau.chanhvp', { type: 'ANSWER', number: '93/UBND-VP', answer: 'Mức phí không thay đổi; bảng niêm yết khớp với quyết định đang có hiệu lực. Cảm ơn ông/bà.', justified: false }]] },
  { daysAgo: 4, channel: 'online', unit: 'VHXH', late: false, text: 'Đề nghị nhận hồ sơ trợ cấp cả sáng thứ bảy vì tôi đi làm xa (kiến nghị mẫu).', events: [[3, 'mau.iso', { type: 'ACCEPT' }], [3, 'mau.pct.vanxa', { type: 'ASSIGN' }, 'mau.tpvhxh']] },
]

interface VoiceYear { readonly calendar: PreparedCalendar; readonly crew: Crew; readonly period: Period; readonly served: readonly Served[] }

const keepVoice = async (db: Executor, voice: Voice, { calendar, crew, served, days }: VoiceYear & { readonly days: readonly LocalDate[] }): Promise<void> => {
  const momentOf = (daysAgo: number) => { const on = days.at(-1 - daysAgo)!; return { on, nowMs: timeOn(calendar, on, 75), calendar } }
  const { tenantId } = crew
  const unitId = crew.unitIds.get(voice.unit)!
  const unitLine = crew.lines.get(unitId)!
  const { on, ...received } = momentOf(voice.daysAgo)
  const clerk = actorOn(crew, accountOf(crew, 'mau.iso'), on)
  const by = voice.channel === 'online' ? null : { accountId: clerk.accountId, capacity: mayReceiveComplaint(clerk, unitLine) }
  const year = Number(on.slice(0, 4))
  const about = voice.late ? served.findLast((one) => !one.onTime && one.deliveredOn < on) : undefined
  let decision = receiveComplaint({
    id: newId(), tenantId, code: complaintCode(year, await nextComplaintNumber(db, tenantId, year)), kind: 'feedback', channel: voice.channel, unitId,
    dossierId: about?.id ?? null, personId: null, receivedAtMs: received.nowMs,
  }, { text: voice.text, sender: 'Người phản ánh (mẫu)' }, { ...received, by })
  await saveComplaint(db, decision, 0)
  for (const [daysAgo, userName, event, handler] of voice.events) {
    const { on: eventOn, ...moment } = momentOf(daysAgo)
    const complaint: Complaint = decision.complaint
    const facts = { complaint, unitLine, standIns: [], actor: actorOn(crew, accountOf(crew, userName), eventOn) }
    decision = decideComplaint(facts, { ...event, ...(handler === undefined ? {} : { handlerId: accountOf(crew, handler) }) }, moment)
    await saveComplaint(db, decision, complaint.version)
    const { zone } = calendar.calendar
    const found = event.type === 'ANSWER' && event.justified === true ? justifiedComplaint({ ...decision.complaint, answeredAtMs: moment.nowMs }, zone) : null
    if (found !== null) await enterNonconformities(db, [found], { tenantId, zone, nowMs: moment.nowMs, by: null })
  }
}

/** Keeps the answers and the suggestions, as they came and were dealt with by the rules. */
export const keepVoices = async (em: EntityManager, year: VoiceYear): Promise<void> => {
  await keepAnswers(executorIn(em), year.crew.tenantId, year.served, year.period.lastOn)
  const days = workingDaysFrom(year.calendar, year.period.firstDay, year.period.lastOn)
  for (const voice of voices) if (days.length > voice.daysAgo) await keepVoice(executorIn(em), voice, { ...year, days })
}

/** A dossier of the sample as its applicant met it; none while its result was not handed over. */
export const servedOf = ({ id, deliveredAtMs, resultReadyAtMs, clock }: Dossier, zone: string): Served[] => {
  if (deliveredAtMs === null) return []
  return [{ id, onTime: clock.dueAtMs === null || (resultReadyAtMs ?? deliveredAtMs) <= clock.dueAtMs, deliveredOn: localDateOf(deliveredAtMs, zone) }]
}
