/** What the sample commune's ISO secretary entered into the register of facts: the papers that a report cites. Every title is marked as a sample. */
import type { EntityManager } from '@mikro-orm/core'
import type { LocalDate } from '../../schemas/common.ts'
import type { FactPerson, NewFact, NewFactPerson } from '../../schemas/fact.ts'
import { addDays, isWorkingDay, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { keepFact } from '../commands/enter-fact.ts'
import { samplePeople } from './agency.ts'
import { accountOf, type Crew } from './crew.ts'

interface SampleFact extends Omit<NewFact, 'on' | 'from' | 'to' | 'people'> {
  /** User names, or the name of somebody without an account. */
  readonly people?: readonly { readonly who: string; readonly as: FactPerson['as']; readonly position?: string }[]
  /** Month and day of each year, moved to a working day. */
  readonly on: string
  /** How many days what it states lasted, up to the day before it. */
  readonly lastedDays?: number
}

/** Everybody but the two newest, who were on leave; and two who were sent to the province. */
const trained: SampleFact['people'] = [
  ...samplePeople.filter(({ userName }) => !['mau.ketoan', 'mau.baotro'].includes(userName)).map(({ userName: who }) => ({ who, as: 'attended' as const })),
  { who: 'mau.iso', as: 'sent' }, { who: 'mau.hotich2', as: 'sent' },
]
const committee: SampleFact['people'] = [
  { who: 'mau.chutich', as: 'head', position: 'Chủ tịch UBND' }, { who: 'mau.pct.kinhte', as: 'standing', position: 'Phó Chủ tịch, đại diện lãnh đạo về chất lượng' }, { who: 'mau.pct.vanxa', as: 'deputy', position: 'Phó Chủ tịch' },
  { who: 'mau.chanhvp', as: 'member', position: 'Chánh Văn phòng' }, { who: 'mau.tpkinhte', as: 'member', position: 'Trưởng phòng Kinh tế' }, { who: 'mau.tpvhxh', as: 'member', position: 'Trưởng phòng Văn hóa - Xã hội' },
  { who: 'mau.pgd', as: 'member', position: 'Phó Giám đốc Trung tâm' }, { who: 'Cao Văn Mẫu Vinh', as: 'member', position: 'Chủ tịch Mặt trận Tổ quốc xã' }, { who: 'mau.iso', as: 'secretary', position: 'Thư ký ISO' },
]

const above = 'UBND tỉnh (mẫu)'
const yearly: readonly SampleFact[] = [
  { kind: 'objectives', number: '02/QĐ-UBND', on: '01-08', title: 'Mục tiêu chất lượng của năm (mẫu)' },
  { kind: 'directive', number: '35/KH-UBND', on: '01-09', issuer: above, title: 'Kế hoạch xây dựng, áp dụng, duy trì hệ thống quản lý chất lượng của tỉnh (mẫu)' },
  { kind: 'steering', number: '14/QĐ-UBND', on: '01-20', title: 'Kiện toàn Ban Chỉ đạo áp dụng hệ thống quản lý chất lượng (mẫu)', people: committee },
  { kind: 'budget', number: '21/QĐ-UBND', on: '02-10', title: 'Phân bổ kinh phí duy trì hệ thống quản lý chất lượng (mẫu)', figures: { amountDong: 45_000_000 } },
  { kind: 'training', number: '12/BC-UBND', on: '03-18', lastedDays: 2, title: 'Lớp tập huấn quy trình mới và kỹ năng đánh giá nội bộ (mẫu)', figures: { classesHeld: 1, peopleTaught: 16, peopleSent: 2 }, people: trained },
  { kind: 'context', number: '18/BC-UBND', on: '04-10', title: 'Bối cảnh của xã: mô hình hai cấp, chuyển đổi số; mưa lũ ảnh hưởng ngày làm việc và việc gửi kết quả (mẫu)', figures: { climateRelevant: 1 } },
  { kind: 'party', number: '19/BC-UBND', on: '04-10', title: 'Người dân, hộ kinh doanh: kết quả đúng hẹn, không phải đi lại nhiều lần (mẫu)' },
  { kind: 'catalogue', number: '210/QĐ-UBND', on: '05-12', issuer: above, title: 'Công bố danh mục thủ tục hành chính của cấp xã (mẫu)', figures: { amended: 2, added: 1, abolished: 0, inForce: 8 } },
  { kind: 'request', number: '1105/SKHCN-TĐC', on: '06-03', issuer: 'Sở Khoa học và Công nghệ tỉnh (mẫu)', title: 'Báo cáo tình hình áp dụng hệ thống quản lý chất lượng (mẫu)' },
  {
    kind: 'issued', number: '61/BC-UBND', on: '06-10', lastedDays: 130, title: 'Văn bản phát hành từ đầu năm (mẫu)',
    figures: { reports: 60, letters: 84, plans: 41, decisions: 212, submissions: 77, notices: 38, invitations: 29, others: 6 },
  },
  { kind: 'announcement', number: '44/TB-UBND', on: '12-01', title: 'Công bố hệ thống quản lý chất lượng phù hợp TCVN ISO 9001:2015 (mẫu)' },
]

const workingDay = (calendar: PreparedCalendar, day: LocalDate): LocalDate => (isWorkingDay(calendar, day) ? day : workingDay(calendar, addDays(day, 1)))

const peopleOf = ({ accountIds }: Crew, people: NonNullable<SampleFact['people']>): NewFactPerson[] => people.map(({ who, ...one }) => {
  const accountId = accountIds[samplePeople.findIndex(({ userName }) => userName === who)]
  return accountId === undefined ? { ...one, name: who } : { ...one, accountId }
})

const stated = ({ on, lastedDays, people, ...fact }: SampleFact, year: number, { calendar, crew }: Pick<FactYear, 'calendar' | 'crew'>): NewFact => {
  const day = workingDay(calendar, `${year}-${on}`)
  return { ...fact, on: day, ...(people === undefined ? {} : { people: peopleOf(crew, people) }), ...(lastedDays === undefined ? {} : { from: addDays(day, -lastedDays), to: addDays(day, -1) }) }
}

/** A holiday moves a paper by no more days than this. */
const marginDays = 14

interface FactYear { readonly calendar: PreparedCalendar; readonly crew: Crew; readonly period: { readonly firstDay: LocalDate; readonly lastOn: LocalDate }; readonly nowMs: number }

/** Enters what was issued within the period; answers how many. */
export const keepFacts = async (em: EntityManager, { calendar, crew, period: { firstDay, lastOn }, nowMs }: FactYear): Promise<number> => {
  const accountId = accountOf(crew, 'mau.iso')
  const lastYear = Number(lastOn.slice(0, 4))
  const facts = [lastYear - 1, lastYear].flatMap((year) => yearly.map((fact) => ({ fact, year })))
    .filter(({ fact, year }) => `${year}-${fact.on}` > firstDay && `${year}-${fact.on}` < addDays(lastOn, -marginDays))
  for (const { fact, year } of facts) await keepFact(em, { tenantId: crew.tenantId, accountId, today: lastOn }, stated(fact, year, { calendar, crew }), nowMs)
  return facts.length
}
