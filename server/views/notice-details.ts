/** What a notice adds to its kind, for the page and for e-mail. */
import { officialStatuses } from '../../schemas/procedure.ts'
import type { KeptNotice } from '../../storage/notices.ts'
import type { CompiledProcedure } from '../../workflows/procedure/compile.ts'
import { dateText, type Formats } from './times.ts'
import { inLanguage, type Language, type Texts } from './texts/index.ts'

/** A language with its words and its ways of writing instants. */
export interface Tongue { readonly t: Texts; readonly format: Formats; readonly language: Language }

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** What a notice says in a word or two. */
export const noticeText = (t: Texts, kind: string): string => (t.noticeKinds as Readonly<Record<string, string>>)[kind] ?? t.notices.other

/** What a notice about moved due dates names: how many, and the versions of the calendar that moved them; null for another notice. */
const movedIn = ({ kind, payload }: KeptNotice): { readonly dossiers: number; readonly calendarId: string; readonly since: number; readonly version: number } | null =>
  (kind === 'dueMoved' ? { dossiers: Number(payload['dossiers']), calendarId: text(payload['calendarId']) ?? '', since: Number(payload['since']), version: Number(payload['version']) } : null)

/** What a notice about steps that changed hands names; null for another notice. */
const handsIn = ({ kind, payload }: KeptNotice): { readonly migrationId: string; readonly side: string; readonly code: string; readonly revision: number; readonly dossiers: number } | null => {
  if (kind !== 'stepsGained' && kind !== 'stepsLost') return null
  return { migrationId: text(payload['migrationId']) ?? '', side: text(payload['side']) ?? '', code: text(payload['procedureCode']) ?? '', revision: Number(payload['revision']), dossiers: Number(payload['dossiers']) }
}

/** Where a notice about several dossiers leads: the address of their list; null for another notice. */
export const noticeListPath = (notice: KeptNotice): string | null => {
  const hands = handsIn(notice)
  if (hands !== null) return `/changed-hands?migration=${encodeURIComponent(hands.migrationId)}&side=${encodeURIComponent(hands.side)}`
  const moved = movedIn(notice)
  return moved === null ? null : `/moved?calendar=${encodeURIComponent(moved.calendarId)}&since=${moved.since}&version=${moved.version}`
}

/** What a notice about no dossier adds to its kind: the last day of the calendar, how many due dates a calendar moved, of how many dossiers steps changed hands. */
export const plainDetails = ({ t, format }: Tongue, notice: KeptNotice): string[] => {
  const { payload } = notice
  const moved = movedIn(notice)
  if (moved !== null) return [t.notices.movedOf(format.number(moved.dossiers), format.number(moved.version))]
  const hands = handsIn(notice)
  if (hands !== null) return [t.notices.handsOf(format.number(hands.dossiers), hands.code, format.number(hands.revision))]
  const coversTo = text(payload['coversTo'])
  const daysLeft = Number(payload['daysLeft'] ?? 0)
  const dueOn = ['dutyKind', 'reviewId', 'complaintId', 'factId'].every((member) => text(payload[member]) === null) ? null : text(payload['dueOn'])
  if (dueOn !== null) return [t.year.dueOn(dateText(dueOn))]
  if (coversTo === null) return []
  return [daysLeft < 0 ? t.calendarEnd.over(dateText(coversTo)) : t.calendarEnd.soon(dateText(coversTo), format.number(daysLeft))]
}

/** The step, the form, how the dossier ended, and its due instant while it has one. Nothing personal of the applicant. */
export const noticeDetails = ({ t, format, language }: Tongue, compiled: CompiledProcedure, { dossier, kind, payload }: KeptNotice): string[] => {
  if (dossier === null) return []
  const step = compiled.steps.get(text(payload['step']) ?? '')
  const form = text(payload['form'])
  return [
    ...(step === undefined ? [] : [t.notices.step(inLanguage(language, step.name))]),
    ...(form === null ? [] : [(t.forms as Readonly<Record<string, string>>)[form] ?? t.dossier.form(form)]),
    ...(kind === 'ended' ? [officialStatuses[dossier.status]?.[language] ?? ''] : []),
    ...(dossier.clock.dueAtMs === null || dossier.clock.endedAtMs !== null ? [] : [t.notices.due(format.at(dossier.clock.dueAtMs))]),
  ]
}
