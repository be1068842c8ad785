/**
 * What a year asks of the management system: dated rules with their sources, and what follows from laws, inspections, a changed scope, documents and
 * milestones. Whether something is done is read from its evidence; nobody ticks it.
 */
import type { LocalDate } from '../../schemas/common.ts'
import type { DocumentToReview, Duty, DutyFacts, DutyKind, DutyStanding, DutyYear } from '../../schemas/duty.ts'
import { addDays, addMonths } from '../calendar/index.ts'
import { entryDays } from './competence.ts'

/** Asked once in each year from its first one on. `due`, `from`, `to`: month and day; `to` of a report reaches into the next year, for one that is sent late. */
interface YearlyRule { readonly kind: DutyKind; readonly since: number; readonly due: string; readonly from: string; readonly to: string; readonly ground: string }

const wholeYear = { from: '01-01', to: '12-31' } as const
const yearly: readonly YearlyRule[] = [
  { kind: 'plan', since: 2014, due: '03-31', ...wholeYear, ground: 'Kế hoạch ISO hằng năm (thông lệ, đầu năm); TCVN ISO 9001:2015, 6.2.2' },
  { kind: 'objectives', since: 2014, due: '03-31', ...wholeYear, ground: 'TCVN ISO 9001:2015, 6.2.1; luật không định ngày' },
  { kind: 'halfYearReport', since: 2014, due: '06-30', from: '05-01', to: '10-31', ground: 'Báo cáo 6 tháng theo đề nghị của Ban chỉ đạo cấp trên (thông lệ)' },
  { kind: 'training', since: 2014, due: '11-30', ...wholeYear, ground: 'TCVN ISO 9001:2015, 7.2 và 7.3; tính vào báo cáo năm' },
  { kind: 'annualReport', since: 2014, due: '12-09', from: '10-01', to: '15-31', ground: 'Báo cáo trước ngày 10/12 hằng năm (kế hoạch của UBND tỉnh; QĐ 19/2014/QĐ-TTg, điều 4)' },
  { kind: 'internalAudit', since: 2014, due: '12-31', ...wholeYear, ground: 'Mỗi năm ít nhất một lần: QĐ 19/2014/QĐ-TTg, điều 4.4b; TCVN ISO 9001:2015, 9.2' },
  { kind: 'managementReview', since: 2014, due: '12-31', ...wholeYear, ground: 'Mỗi năm ít nhất một lần: QĐ 19/2014/QĐ-TTg, điều 4.4b; TCVN ISO 9001:2015, 9.3' },
  { kind: 'satisfaction', since: 2015, due: '12-31', ...wholeYear, ground: 'TCVN ISO 9001:2015, 9.1.2; luật không định ngày' },
  { kind: 'context', since: 2015, due: '12-31', ...wholeYear, ground: 'TCVN ISO 9001:2015, 4.1 và 4.2 (sửa đổi 1:2024: biến đổi khí hậu)' },
  { kind: 'risks', since: 2015, due: '12-31', ...wholeYear, ground: 'TCVN ISO 9001:2015, 6.1 và 9.3.2e' },
]
/** QĐ 19/2014/QĐ-TTg, 4.4a; TT 26/2014/TT-BKHCN, 37.2c; how long a new announcement may take is nowhere said. */
const triggered = {
  lawChange: { months: 3, ground: 'Ba tháng từ ngày văn bản có hiệu lực: QĐ 19/2014/QĐ-TTg, điều 4.4a' },
  inspectionFeedback: { months: 2, ground: 'Hai tháng từ ngày ký biên bản kiểm tra: TT 26/2014/TT-BKHCN, điều 37.2c' },
  republication: { months: 1, ground: 'Công bố lại khi điều chỉnh phạm vi: QĐ 19/2014/QĐ-TTg, điều 4.4c; luật không định hạn, hệ thống lấy một tháng' },
  documentReview: { months: 0, ground: 'Xem xét định kỳ theo chu kỳ của từng tài liệu: TCVN ISO 9001:2015, 7.5.2' },
  milestone: { months: 0, ground: 'Mốc của kế hoạch đã ghi trong sổ dữ kiện' },
  entry: { months: 0, ground: 'Người mới giữ vai trò đọc đủ tài liệu của vai trò: TCVN ISO 9001:2015, 7.2; luật không định hạn, hệ thống lấy 30 ngày' },
} as const satisfies Partial<Record<DutyKind, { readonly months: number; readonly ground: string }>>
type Triggered = keyof typeof triggered

/** How long before its day a thing is called soon. */
const soonDays = 30

const standingOf = (dueOn: LocalDate, doneOn: LocalDate | null, today: LocalDate): DutyStanding => {
  if (doneOn !== null) return doneOn <= dueOn ? 'done' : 'doneLate'
  if (dueOn < today) return 'late'
  return dueOn <= addDays(today, soonDays) ? 'soon' : 'open'
}

/** Months go on counting: `15-31` of a year is 31 March of the one after it. */
const dayOf = (year: number, monthDay: string): LocalDate => {
  const [month = 1, day = 1] = monthDay.split('-').map(Number)
  return addDays(addMonths(`${year}-01-01`, month - 1), day - 1)
}

const yearlyDuty = ({ kind, due, from, to, ground }: YearlyRule, year: number, { evidence, today }: DutyFacts): Duty => {
  const [first, last, dueOn] = [dayOf(year, from), dayOf(year, to), dayOf(year, due)]
  const found = evidence.filter((one) => one.kind === kind && one.on >= first && one.on <= last).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const doneOn = found[0]?.on ?? null
  return { key: `${kind}-${year}`, kind, dueOn, standing: standingOf(dueOn, doneOn, today), doneOn, about: null, href: null, ground, evidence: found.slice(0, 200) }
}

interface Happened { readonly key: string; readonly on: LocalDate; readonly doneOn: LocalDate | null; readonly about: string | null; readonly href: string | null; readonly proof: string | null }

const following = (kind: Triggered, { key, on, doneOn, about, href, proof }: Happened, today: LocalDate): Duty => {
  const { months, ground } = triggered[kind]
  const dueOn = months === 0 ? on : addMonths(on, months)
  return {
    key: `${kind}-${key}`, kind, dueOn, standing: standingOf(dueOn, doneOn, today), doneOn, about, href, ground,
    evidence: doneOn === null || href === null ? [] : [{ kind, on: doneOn, text: proof ?? about ?? ground, href }],
  }
}

/** The scope is another one from its first change on, until the system is announced anew. */
const republications = ({ scopeChanges, evidence, today }: DutyFacts): Duty[] => {
  const announced = evidence.filter(({ kind }) => kind === 'republication').toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const duties: Duty[] = []
  let answeredUpTo = ''
  for (const on of scopeChanges.toSorted()) {
    if (on < answeredUpTo) continue
    const by = announced.find((one) => one.on >= on)
    duties.push(following('republication', { key: on, on, doneOn: by?.on ?? null, about: null, href: by?.href ?? null, proof: by?.text ?? null }, today))
    if (by === undefined) break
    answeredUpTo = addDays(by.on, 1)
  }
  return duties
}

/** Documents of one month together: a list of a hundred lines helps nobody. */
const documentReviews = ({ toReview, reviewed, today }: DutyFacts): Duty[] => {
  const months = new Set([...toReview, ...reviewed].map(({ on }) => on.slice(0, 7)))
  return [...months].map((month): Duty => {
    const ofMonth = (all: readonly DocumentToReview[]): DocumentToReview[] => all.filter(({ on }) => on.startsWith(month)).toSorted((a, b) => (a.on < b.on ? -1 : 1))
    const [open, done] = [ofMonth(toReview), ofMonth(reviewed)]
    const dueOn = open[0]?.on ?? addDays(addMonths(`${month}-01`, 1), -1)
    const doneOn = open.length > 0 ? null : done.at(-1)?.on ?? null
    return {
      key: `documentReview-${month}`, kind: 'documentReview', dueOn, standing: standingOf(dueOn, doneOn, today), doneOn, about: open.length === 0 ? null : open.map(({ code }) => code).join(', ').slice(0, 1000),
      href: '/documents', ground: triggered.documentReview.ground, evidence: done.slice(0, 200).map(({ id, code, on }) => ({ kind: 'documentReview', on, text: code, href: `/documents/${id}` })),
    }
  })
}

/** Whoever takes up a role has a month to read what it asks for. */
const entries = ({ newcomers, today }: DutyFacts): Duty[] => newcomers.map(({ accountId, name, since, doneOn }) =>
  following('entry', { key: `${accountId}-${since}`, on: addDays(since, entryDays), doneOn, about: name, href: `/competence/${accountId}`, proof: name }, today))

const followed = (facts: DutyFacts): Duty[] => [
  ...facts.laws.map(({ id, number, effectiveFrom, takenOn }) => following('lawChange', { key: id, on: effectiveFrom, doneOn: takenOn, about: number, href: `/laws/${id}`, proof: number }, facts.today)),
  ...facts.inspections.map(({ id, code, occurredOn, answeredOn, answer }) =>
    following('inspectionFeedback', { key: id, on: occurredOn, doneOn: answeredOn, about: code, href: `/nonconformities/${id}`, proof: answer }, facts.today)),
  ...facts.milestones.map(({ id, number, title, dueOn, doneOn }) => following('milestone', { key: id, on: dueOn, doneOn, about: `${title} (${number})`, href: `/facts/${id}`, proof: title }, facts.today)),
  ...republications(facts), ...documentReviews(facts), ...entries(facts),
]

const byDay = (a: Duty, b: Duty): number => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** The year as the facts show it. `before`: what followed from something in an older year and is still not done; only of the year that runs. */
export function dutyYear(year: number, facts: DutyFacts): DutyYear {
  const all = followed(facts)
  const isNow = facts.today.startsWith(String(year))
  return {
    year, today: facts.today,
    duties: [...yearly.filter(({ since }) => since <= year).map((rule) => yearlyDuty(rule, year, facts)), ...all.filter(({ dueOn }) => dueOn.startsWith(String(year)))].toSorted(byDay),
    before: isNow ? all.filter(({ dueOn, standing }) => standing === 'late' && dueOn < `${year}-01-01`).toSorted(byDay) : [],
  }
}

/** A rung of a reminder: so many days before (`d30`), on the first day after (`passed`), two weeks after it to the leaders. */
export const dutyRungs = ['d30', 'd14', 'passed', 'escalated'] as const
export type DutyRung = (typeof dutyRungs)[number]
const escalateDays = 14

/** So long after its day a duty of the year before is still told of: both rungs after the day fall into it. */
const lastYearDays = 45

/** What reminders look at: the year that runs with what is left of older ones, and what was due towards the end of the year before, such as an audit by 31 December. Each once. */
export function dutiesToTell({ year, today, duties, before }: DutyYear, last: DutyYear): (Duty & { readonly year: number })[] {
  const now = [...before, ...duties].map((duty) => ({ ...duty, year }))
  const known = new Set(now.map(({ key }) => key))
  return [...now, ...last.duties.filter(({ key, dueOn }) => !known.has(key) && dueOn < today && dueOn >= addDays(today, -lastYearDays)).map((duty) => ({ ...duty, year: last.year }))]
}

/** Rungs that an undone duty has reached by today, the least first; none when it is done. */
export function dutyRungsReached({ dueOn, standing }: Pick<Duty, 'dueOn' | 'standing'>, today: LocalDate): DutyRung[] {
  if (standing === 'done' || standing === 'doneLate') return []
  const first: Readonly<Record<DutyRung, LocalDate>> = { d30: addDays(dueOn, -30), d14: addDays(dueOn, -14), passed: addDays(dueOn, 1), escalated: addDays(dueOn, escalateDays + 1) }
  return dutyRungs.filter((rung) => first[rung] <= today)
}

/** So long before the day of its treatment whoever answers for a risk is reminded. */
export const riskSoonDays = 7

/** Rungs that the undone treatment of a risk or an opportunity has reached by today: a week before its day, and on it. */
export const riskRungs = (dueOn: LocalDate, today: LocalDate): ('riskSoon' | 'riskDue')[] =>
  [...(addDays(dueOn, -riskSoonDays) <= today ? ['riskSoon' as const] : []), ...(dueOn <= today ? ['riskDue' as const] : [])]

/** First and last day between which evidence counts for the year: a yearly report may be sent late. */
export const evidenceDays = (year: number): { readonly from: LocalDate; readonly to: LocalDate } => ({ from: dayOf(year, '01-01'), to: dayOf(year, '15-31') })
