/** How one thing in hand is called, in the words of screens and papers. */
import type { HeldItem, HeldKind } from '../../schemas/administration.ts'
import { type ErrorCode, errorKinds } from '../../schemas/errors.ts'
import type { KeptItem } from '../../schemas/handover.ts'
import type { Visit } from '../pages/visit.ts'
import { inLanguage } from './texts/index.ts'

export type Wording = Pick<Visit, 't' | 'language'>

/** Its code; of a task its number too, of a draft its revision. */
export const heldCode = ({ t }: Wording, kind: HeldKind, { code, part }: HeldItem): string => {
  if (kind === 'reviewTask') return `${code ?? ''} · ${t.heldWork.task(part ?? '')}`
  if (kind === 'document') return `${code ?? ''} · ${t.heldWork.revision(part ?? '')}`
  return code ?? t.work.noCode
}

/** State and post in words; of a dossier its procedure. */
export const heldWords = ({ t, language }: Wording, kind: HeldKind, { title, state, part }: HeldItem): string => {
  if (title !== null) return inLanguage(language, title)
  const states: Readonly<Record<Exclude<HeldKind, 'dossier'>, Readonly<Record<string, string>>>> = {
    action: t.actionStates, reviewTask: t.reviewTaskStates, complaint: t.complaintStates, document: { ...t.revisionStates, checkedOut: t.heldWork.checkedOut }, audit: t.auditStates,
  }
  const posts: Readonly<Record<string, string>> = t.teamPosts
  const inState = kind === 'dossier' ? '' : states[kind][state ?? ''] ?? ''
  return kind === 'audit' ? `${posts[part ?? ''] ?? ''}: ${inState}` : inState
}

/** Why something stayed. */
export const heldReason = ({ t, language }: Wording, { kind, reason }: KeptItem): string => {
  if (kind === 'document') return t.handover.staysDocument
  if (kind === 'audit') return t.handover.staysAudit
  // A record is read by others: nobody is addressed in it.
  if (reason === 'role-not-granted') return t.handover.staysRole
  if (reason === 'not-found') return t.handover.staysHidden
  return errorKinds[reason as ErrorCode][language]
}
