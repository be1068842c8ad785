/** What the ISO secretary of the sample set up: which reports are made by themselves, and the risks and the opportunity of the year with what is done about them. Invented. */
import type { EntityManager } from '@mikro-orm/core'
import type { LocalDate } from '../../schemas/common.ts'
import type { NewFact } from '../../schemas/fact.ts'
import type { NewReportSchedule } from '../../schemas/report-schedule.ts'
import { newId } from '../../storage/ids.ts'
import { recordChange } from '../../storage/register-journal.ts'
import { addReportSchedule } from '../../storage/report-schedules.ts'
import { executorIn } from '../../storage/transaction.ts'
import { addDays, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { keepFact } from '../commands/enter-fact.ts'
import { accountOf, type Crew } from './crew.ts'
import type { Period } from './create.ts'
import { workingDaysFrom } from './times.ts'

/** The month table and the report of the year; both asked for by the plan of the province. */
const schedules: readonly NewReportSchedule[] = [
  { subject: '06a', pace: 'month', afterDays: 3, decision: '35/KH-UBND (mẫu)' }, { subject: 'annual', pace: 'year', afterDays: 5, decision: '35/KH-UBND (mẫu)' },
]
/** The schedules began so many days before the last one: the service finds a month to be made when it first runs. */
const begunDaysAgo = 40

/** Days before the last one of the sample: when it was entered, and when something is done or looked at again (after it: negative). */
interface SampleRisk extends Pick<NewFact, 'kind' | 'number' | 'title' | 'figures'> {
  readonly daysAgo: number
  readonly treatment: { readonly process?: string; readonly owner: string; readonly treatment: string; readonly dueDaysAgo: number; readonly doneDaysAgo?: number; readonly reviewDaysAgo?: number }
}
const risks: readonly SampleRisk[] = [
  { kind: 'risk', number: '31/BB-ISO', daysAgo: 200, title: 'Hồ sơ nằm chờ khi chuyên viên thẩm định nghỉ (mẫu)', figures: { likelihood: 4, impact: 4, residualLikelihood: 2, residualImpact: 3 }, treatment: {
    process: 'P8', owner: 'mau.tpkinhte', treatment: 'Ghi người thay thế trước mỗi kỳ nghỉ; trưởng phòng xem danh sách sắp trễ mỗi sáng', dueDaysAgo: 150, doneDaysAgo: 155, reviewDaysAgo: -20 } },
  { kind: 'risk', number: '32/BB-ISO', daysAgo: 120, title: 'Thư xin lỗi gửi sau khi đã quá hạn (mẫu)', figures: { likelihood: 3, impact: 4, residualLikelihood: 2, residualImpact: 4 }, treatment: {
    owner: 'mau.chanhvp', treatment: 'Lập thư ngay khi có nhắc T-1; văn thư không đợi chữ ký giấy', dueDaysAgo: -25 } },
  { kind: 'opportunity', number: '33/BB-ISO', daysAgo: 90, title: 'Người dân nộp trực tuyến nhiều hơn khi có người hướng dẫn tại quầy (mẫu)', treatment: {
    owner: 'mau.pgd', treatment: 'Bố trí một máy và một người hướng dẫn tại bộ phận Một cửa', dueDaysAgo: 30, doneDaysAgo: 35 } },
]

interface Year { readonly calendar: PreparedCalendar; readonly crew: Crew; readonly period: Period; readonly nowMs: number }

/** Schedules and risks of the sample's last months; what would lie before its first day is left out. */
export const keepUpkeep = async (em: EntityManager, { calendar, crew, period: { firstDay, lastOn }, nowMs }: Year): Promise<void> => {
  const { tenantId } = crew
  const accountId = accountOf(crew, 'mau.iso')
  const days = workingDaysFrom(calendar, firstDay, lastOn)
  const on = (daysAgo: number): LocalDate => { const day = addDays(lastOn, -daysAgo); return daysAgo < 0 ? day : days.findLast((one) => one <= day) ?? firstDay }
  for (const schedule of schedules) {
    const id = newId()
    await addReportSchedule(executorIn(em), tenantId, id, schedule, { beginsOn: addDays(lastOn, -begunDaysAgo), accountId, nowMs })
    await recordChange(em, tenantId, { actorId: accountId, kind: 'reportSchedule.entered', subjects: [id], decision: schedule.decision, details: { ...schedule, name: schedule.subject } }, nowMs)
  }
  for (const { daysAgo, treatment: { owner, dueDaysAgo, doneDaysAgo, reviewDaysAgo, ...stated }, ...risk } of risks.filter((one) => addDays(lastOn, -one.daysAgo) > firstDay)) {
    const treatment = { ...stated, ownerId: accountOf(crew, owner), dueOn: on(dueDaysAgo), ...(doneDaysAgo === undefined ? {} : { doneOn: on(doneDaysAgo) }), ...(reviewDaysAgo === undefined ? {} : { reviewOn: on(reviewDaysAgo) }) }
    await keepFact(em, { tenantId, accountId, today: lastOn }, { ...risk, on: on(daysAgo), treatment }, nowMs)
  }
}
