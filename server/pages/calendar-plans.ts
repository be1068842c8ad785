/** The forms that change the draft of a calendar. */
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import { legalHolidays } from '../../storage/seed/holidays.ts'
import { daysInLieu, nextYear, usualSessions } from '../../workflows/calendar/index.ts'
import type { DraftView } from '../commands/edit-calendar.ts'
import type { FormField, FormPlan } from '../views/form.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText } from '../views/times.ts'
import type { Visit } from './visit.ts'

export const draftPath = '/admin/calendars/draft'
/** So many holidays and days in lieu may be entered with a year. */
export const holidayRows = 8
export const lieuRows = 4
/** More than a year has, to choose one of them. */
const removableMost = 300

interface Frame { readonly visit: Visit; readonly draft: DraftView; readonly today: string }

const day = (name: string, label: string, more: Partial<FormField> = {}): FormField => ({ ...more, kind: 'day', name, label }) as FormField
const decisionFields = ({ visit: { t } }: Frame): FormField[] => [
  { kind: 'text', name: 'decision', label: t.calendars.decision, max: 200, hint: t.calendarDraft.decisionHint }, day('knownOn', t.calendars.known),
]
const nameField = ({ visit: { t } }: Frame, optional = false): FormField => ({ kind: 'text', name: 'name', label: t.calendars.name, max: 200, ...(optional ? { optional } : {}) })
const partField = ({ visit: { t } }: Frame): FormField => ({
  kind: 'pick', name: 'part', label: t.calendarDraft.part,
  choices: [{ value: 'whole', text: t.calendarDraft.whole }, { value: 'morning', text: t.calendarDraft.morning }, { value: 'afternoon', text: t.calendarDraft.afternoon }],
})
const dayToDay = ({ visit: { t } }: Frame): FormField[] => [day('firstDay', t.calendarDraft.firstOf), day('lastDay', t.calendarDraft.lastOf, { optional: true })]

/** The holidays of the year to come, those by the moon left open, and the days in lieu that follow from the fixed ones. */
const yearFields = (frame: Frame, year: number): FormField[] => {
  const { visit: { t, language }, draft: { calendar } } = frame
  const holidays = legalHolidays(year).slice(0, holidayRows)
  const fixed = holidays.flatMap(({ on }) => (on === null ? [] : [`${year}-${on}`]))
  const lieu = daysInLieu(calendar, fixed)
  const pair = (name: string, title: string, value: string | undefined): FormField[] => [
    day(`${name}From`, t.calendarDraft.fromOf(title), { optional: true, ...(value === undefined ? {} : { value }) }), day(`${name}To`, t.calendarDraft.toOf(title), { optional: true }),
  ]
  return [
    ...holidays.flatMap(({ name, on }, index) => pair(`holiday${index}`, inLanguage(language, name), on === null ? undefined : `${year}-${on}`)),
    ...Array.from({ length: lieuRows }, (_, index) => pair(`lieu${index}`, t.dayKinds.COMPENSATORY, lieu[index])).flat(),
  ]
}

const weekFields = (frame: Frame): FormField[] => {
  const { visit: { t }, draft: { calendar } } = frame
  const latest = calendar.weekly.at(-1)
  const [morning, afternoon] = latest?.days[0] ?? []
  const hours = (name: string, label: string, session: { from: string; to: string } | undefined): FormField =>
    ({ kind: 'text', name, label, max: 20, optional: true, hint: t.calendarDraft.hoursHint, value: session === undefined ? '' : `${session.from}-${session.to}` })
  const saturday = (latest?.receiptOnly?.[5] ?? []).length > 0 ? 'receipt' : (latest?.days[5] ?? []).length > 0 ? 'counts' : 'none'
  return [
    day('validFrom', t.calendars.from), hours('morning', t.calendarDraft.morningHours, morning), hours('afternoon', t.calendarDraft.afternoonHours, afternoon),
    { kind: 'pick', name: 'saturday', label: t.calendarDraft.saturday, value: saturday, choices: [
      { value: 'none', text: t.calendarDraft.saturdayNone }, { value: 'receipt', text: t.calendarDraft.saturdayReceipt }, { value: 'counts', text: t.calendarDraft.saturdayCounts },
    ] },
    { kind: 'text', name: 'decision', label: t.calendars.decision, max: 200, hint: t.calendarDraft.decisionHint },
  ]
}

const removable = ({ visit: { t }, draft: { calendar }, today }: Frame): { value: string; text: string }[] => {
  const from = `${today.slice(0, 4)}-01-01`
  return calendar.days.filter(({ on }) => on >= from).slice(0, removableMost).map(({ on, kind, name }) => ({ value: on, text: [dateText(on), t.dayKinds[kind], name ?? ''].filter((one) => one !== '').join(' · ') }))
}

/** Every change that may be made now. */
export const draftPlans = (frame: Frame): FormPlan[] => {
  const { visit: { t }, draft } = frame
  const path = `${draftPath}?revision=${draft.revision}`
  const submit = t.calendarDraft.submit
  const year = nextYear(draft.calendar)
  const swap: FormField[] = [day('off', t.calendarDraft.offDay), day('work', t.calendarDraft.workDay), nameField(frame, true), ...decisionFields(frame)]
  const off: FormField = { kind: 'pick', name: 'kind', label: t.calendars.kind, choices: [{ value: 'HOLIDAY', text: t.dayKinds.HOLIDAY }, { value: 'COMPENSATORY', text: t.dayKinds.COMPENSATORY }] }
  const plans: FormPlan[] = [
    { id: 'local', path, submit, title: t.calendarDraft.local, fields: [...dayToDay(frame), partField(frame), nameField(frame), ...decisionFields(frame)] },
    { id: 'swap', path, submit, title: t.calendarDraft.swap, note: t.calendarDraft.swapNote, fields: swap },
    { id: 'off', path, submit, title: t.calendarDraft.off, fields: [off, ...dayToDay(frame), nameField(frame), ...decisionFields(frame)] },
    { id: 'work', path, submit, title: t.calendarDraft.work, fields: [day('firstDay', t.calendarDraft.firstDay), partField(frame), nameField(frame), ...decisionFields(frame)] },
    { id: 'year', path, submit, title: t.calendarDraft.addYear(String(year)), note: t.calendarDraft.addYearNote, fields: [...decisionFields(frame), ...yearFields(frame, year)] },
    { id: 'week', path, submit, title: t.calendarDraft.weekTitle, fields: weekFields(frame) },
    { id: 'paste', path, submit, title: t.calendarDraft.paste, note: t.calendarDraft.pasteNote, fields: [{ kind: 'lines', name: 'list', label: t.calendarDraft.list, rows: 8, max: 50_000 }] },
  ]
  const days = removable(frame)
  if (days.length > 0) plans.push({ id: 'remove', path, submit, title: t.calendarDraft.remove, note: t.calendarDraft.removeNote, fields: [{ kind: 'pick', name: 'on', label: t.calendars.on, choices: days, empty: t.calendarDraft.pick }] })
  if (draft.revision > 0) plans.push({ id: 'discard', path, submit: t.calendarDraft.discard, title: t.calendarDraft.discard, note: t.calendarDraft.discardNote, fields: [] })
  return plans
}

/** The form that publishes; null while the draft changes nothing. */
export const publishPlan = ({ visit: { t }, draft }: Frame, years: readonly number[]): FormPlan | null => {
  if (draft.revision === 0 || draft.isOutdated) return null
  const confirm: FormField = { kind: 'pick', name: 'confirm', label: t.calendarDraft.confirm, choices: [{ value: 'yes', text: t.calendarDraft.confirmYes }], empty: t.app.no }
  return { id: 'publish', path: `${draftPath}?revision=${draft.revision}`, title: t.calendarDraft.publish, submit: t.calendarDraft.publish, note: t.calendarDraft.publishNote, main: true, fields: years.length === 0 ? [] : [confirm] }
}

/** The sessions of the morning or of the afternoon of a usual day; all of them for the whole. */
export const partOf = (calendar: WorkingCalendar, on: string, part: string): readonly { readonly from: string; readonly to: string }[] => {
  const usual = usualSessions(calendar, on)
  return part === 'morning' ? usual.slice(0, 1) : part === 'afternoon' ? usual.slice(1) : usual
}
