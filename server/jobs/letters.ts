/** Writes a message when it is to be sent: what is still unread, still allowed and still true then. */
import { findMailPerson, noticesOfMail, type MailPerson, type TakenMail } from '../../storage/mails.ts'
import type { KeptNotice } from '../../storage/notices.ts'
import type { DayDossier } from '../../storage/work.ts'
import { dayListOf, type DayList, listParts } from '../day-list.ts'
import type { Deps } from '../deps.ts'
import { daySubject, dayText, type MailFrame, type MailItem, noticesSubject, noticesText } from '../views/mail-text.ts'
import { noticeDetails, noticeListPath, noticeText, plainDetails, type Tongue } from '../views/notice-details.ts'
import { catalogues, inLanguage } from '../views/texts/index.ts'
import { formatsOf } from '../views/times.ts'

type LetterDeps = Pick<Deps, 'pool' | 'rules' | 'clock'>

export interface Written { readonly address: string; readonly fromName: string; readonly subject: string; readonly text: string }

interface Desk { readonly deps: LetterDeps; readonly publicUrl: string | null; readonly tongue: Tongue }

/** The message, or null when nothing is left to tell: everything was read, the address is gone, the account is closed, the day is over. */
export const writeLetter = async (deps: LetterDeps, mail: TakenMail, publicUrl: string | null): Promise<Written | null> => {
  const person = await findMailPerson(deps.pool, mail, deps.clock.nowMs())
  if (person === undefined || person.address === null) return null
  const { language, agencyName, address, fullName } = person
  const desk = { deps, publicUrl, tongue: { t: catalogues[language], language, format: formatsOf(language, person.reader.zone) } }
  const frame = { name: fullName, agency: agencyName[language], publicUrl }
  const letter = mail.kind === 'daily' ? await dayLetter(desk, mail, person, frame) : await noticesLetter(desk, mail, person, frame)
  return letter === null ? null : { address, fromName: agencyName[language], ...letter }
}

const linkOf = ({ publicUrl }: Desk, dossierId: string): string | null => (publicUrl === null ? null : `${publicUrl}/dossiers/${dossierId}`)

/** Code, procedure and what else is to be said; the applicant is never named. */
const itemOf = async (desk: Desk, { dossier, kind, payload, ...rest }: KeptNotice): Promise<MailItem> => {
  const { t, language } = desk.tongue
  if (dossier === null) {
    const notice = { dossier, kind, payload, ...rest }
    const path = noticeListPath(notice)
    return { text: [noticeText(t, kind), ...plainDetails(desk.tongue, notice)].join(' – '), link: path === null || desk.publicUrl === null ? null : `${desk.publicUrl}${path}` }
  }
  const { compiled } = await desk.deps.rules.rulesOf(dossier)
  const details = noticeDetails(desk.tongue, compiled, { dossier, kind, payload, ...rest })
  return { text: [dossier.code ?? t.work.noCode, inLanguage(language, compiled.definition.title), ...details].join(' – '), link: linkOf(desk, dossier.id) }
}

const noticesLetter = async (desk: Desk, mail: TakenMail, { reader }: MailPerson, frame: MailFrame) => {
  const notices = await noticesOfMail(desk.deps.pool, mail, reader)
  if (notices.length === 0) return null
  const { t } = desk.tongue
  const kinds = [...new Set(notices.map(({ kind }) => kind))]
  const dossiersOf = (some: readonly KeptNotice[]): number => new Set(some.map(({ dossier, id }) => dossier?.id ?? id)).size
  const ofKind = (kind: string): KeptNotice[] => notices.filter((one) => one.kind === kind)
  const sections = await Promise.all(kinds.map(async (kind) => ({ title: noticeText(t, kind), items: await Promise.all(ofKind(kind).map((one) => itemOf(desk, one))) })))
  const counts = new Map(kinds.map((kind) => [kind, dossiersOf(ofKind(kind))]))
  return { subject: noticesSubject(t, counts, dossiersOf(notices)), text: noticesText(t, frame, sections) }
}

const dayItem = async (desk: Desk, { dossier }: DayDossier): Promise<MailItem> => {
  const { t, language, format } = desk.tongue
  const { compiled } = await desk.deps.rules.rulesOf(dossier)
  const steps = dossier.steps.map(({ step }) => inLanguage(language, compiled.steps.get(step)?.name ?? { vi: step, en: step })).join('; ')
  const due = dossier.clock.dueAtMs === null ? [] : [t.notices.due(format.at(dossier.clock.dueAtMs))]
  return { text: [dossier.code ?? t.work.noCode, inLanguage(language, compiled.definition.title), steps, ...due].join(' – '), link: linkOf(desk, dossier.id) }
}

/** A list of another day than today says nothing true any more. */
const dayLetter = async (desk: Desk, mail: TakenMail, { reader }: MailPerson, frame: MailFrame) => {
  if (mail.on !== reader.today) return null
  const { t, format } = desk.tongue
  const list: DayList = await dayListOf(desk.deps, reader, desk.deps.clock.nowMs())
  if (listParts.every((part) => list[part].length === 0)) return null
  const sections = await Promise.all(listParts.map(async (part) => ({ title: t.dayParts[part], items: await Promise.all(list[part].map((one) => dayItem(desk, one))) })))
  const counts = { late: list.late.length, today: list.today.length, next: list.next.length }
  return { subject: daySubject(t, counts), text: dayText(t, frame, format.day(reader.today), sections) }
}
