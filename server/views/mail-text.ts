/** What goes out by e-mail, as plain text. A subject is made of numbers and fixed words alone: anybody may read it over a shoulder. */
import type { Texts } from './texts/index.ts'

export interface MailItem { readonly text: string; readonly link: string | null }
export interface MailSection { readonly title: string; readonly items: readonly MailItem[] }

/** How a letter is addressed, and where its reader opens the service; null: no links. */
export interface MailFrame { readonly name: string; readonly agency: string; readonly publicUrl: string | null }

const mark = '[quytrinh]'

/** How many dossiers the notices of each kind are about: nothing else can get into the subject. */
export const noticesSubject = (t: Texts, kinds: ReadonlyMap<string, number>, dossiers: number): string => {
  const [only] = kinds.size === 1 ? [...kinds.keys()] : []
  if (only === 'calendarEnds' || only === 'dueMoved') return `${mark} ${t.noticeKinds[only]}`
  const phrase = only === undefined ? undefined : (t.mailSubjects as Readonly<Record<string, string>>)[only]
  return `${mark} ${t.mail.subject(String(dossiers), phrase ?? t.mail.several)}`
}

/** How many dossiers are in each part of the day's list. */
export interface DayCounts { readonly late: number; readonly today: number; readonly next: number }

export const daySubject = (t: Texts, { late, today, next }: DayCounts): string => {
  const parts = [late > 0 ? t.mail.late(String(late)) : null, today > 0 ? t.mail.today(String(today)) : null, next > 0 ? t.mail.next(String(next)) : null].filter((part) => part !== null)
  return `${mark} ${parts.length === 0 ? t.mail.dayQuiet : t.mail.day(parts.join(', '))}`
}

const itemLines = ({ text, link }: MailItem): string[] => [`- ${text}`, ...(link === null ? [] : [`  ${link}`])]

/** Greeting, sections, where to see more and how to choose otherwise. */
const letterText = (t: Texts, { name, agency, publicUrl }: MailFrame, intro: string, sections: readonly MailSection[], page: string): string => [
  t.mail.greeting(name), '', intro, '',
  ...sections.filter(({ items }) => items.length > 0).flatMap(({ title, items }) => [`${title} (${items.length})`, ...items.flatMap(itemLines), '']),
  ...(publicUrl === null ? [t.mail.openService] : [`${t.mail.open}: ${publicUrl}${page}`, `${t.mail.choose}: ${publicUrl}/notices/settings`]),
  '', '-- ', agency, t.mail.automatic, '',
].join('\n')

/** The text of a message of notices. */
export const noticesText = (t: Texts, frame: MailFrame, sections: readonly MailSection[]): string => letterText(t, frame, t.mail.intro, sections, '/notices')

/** The text of the list of a day, written out in words. */
export const dayText = (t: Texts, frame: MailFrame, day: string, sections: readonly MailSection[]): string =>
  letterText(t, frame, t.mail.dayIntro(day), sections, '/notices/today')
