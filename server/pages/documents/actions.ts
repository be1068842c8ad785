/** What this person may do with a document now, as forms; and for the rest, why not. */
import type { DocumentEventType } from '../../../schemas/document.ts'
import { type DomainError, type ErrorCode, errorKinds } from '../../../schemas/errors.ts'
import { type FileFault, fileFaults } from '../../../schemas/file-check.ts'
import { listLaws } from '../../../storage/documents/laws.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { documentActions, type DocumentAction } from '../../../workflows/document/actions.ts'
import { isOpen } from '../../../workflows/document/lifecycle.ts'
import type { Deps } from '../../deps.ts'
import type { Visit } from '../visit.ts'
import { documentEventText, lawText, nameOfPerson, nameOfUnit, type SeenDocument } from './facts.ts'

export interface Choice { readonly id: string; readonly text: string; readonly chosen: boolean }

/** One form of the page. */
export interface DocumentForm {
  readonly event: DocumentEventType
  readonly name: string
  readonly main: boolean
  readonly needs: ReadonlySet<DocumentAction['needs'][number]>
  /** What may be chosen from: units, copies or laws. */
  readonly choices: readonly Choice[]
}
export interface DocumentActions {
  readonly forms: readonly DocumentForm[]
  readonly refusals: readonly { readonly name: string; readonly why: string }[]
  /** The draft takes a file, and a definition, from this person now. */
  readonly mayUpload: boolean
}

const main: ReadonlySet<string> = new Set(['SUBMIT', 'REVIEW', 'APPROVE', 'PUBLISH', 'REVISE'])
/** More than anybody links by hand. */
const lawsMost = 100

const choicesFor = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, seen: SeenDocument, visit: Visit, event: DocumentEventType): Promise<Choice[]> => {
  const { document } = seen
  switch (event) {
    case 'DISTRIBUTE': return seen.units.filter(({ validFrom, validTo, kind }) => validFrom <= seen.today && (validTo === null || validTo >= seen.today) && kind !== 'external')
      .map(({ id }) => ({ id, text: nameOfUnit(seen, visit, id), chosen: document.holders.some(({ unitId }) => unitId === id) }))
    case 'RECALL_COPY': return document.copies.filter(({ recalledAtMs }) => recalledAtMs === null).map(({ number, holder }) => ({ id: String(number), text: `${number} – ${holder}`, chosen: false }))
    case 'ASSESS_LAW': return document.laws.filter(({ taken }) => taken === null).map(({ lawId }) => ({ id: lawId, text: lawText(seen, visit, lawId), chosen: false }))
    case 'LINK_LAW': return (await listLaws(deps.pool, reader.tenantId, { words: '', openOnly: false }, { after: null, limit: lawsMost }))
      .filter(({ law }) => !document.laws.some(({ lawId }) => lawId === law.id)).map(({ law }) => ({ id: law.id, text: `${law.number} – ${law.title}`.slice(0, 120), chosen: false }))
    case 'REVISE': case 'EDIT': return document.laws.filter(({ taken }) => taken === null)
      .map(({ lawId }) => ({ id: lawId, text: lawText(seen, visit, lawId), chosen: document.revisions.at(-1)?.lawIds.includes(lawId) ?? false }))
    default: return []
  }
}

/** The refusal in words, with what it tells of itself: the role, who has it in hand, what is missing. */
export const refusalWords = (seen: SeenDocument | null, visit: Visit, { code, details }: Pick<DomainError, 'code' | 'details'> | { code: ErrorCode; details: Readonly<Record<string, unknown>> }): string => {
  const { t, language, format } = visit
  const { roles, missing, holderId, untilMs, accepted, prefix, fault } = details as {
    roles?: readonly string[]; missing?: readonly string[]; holderId?: string; untilMs?: number; accepted?: readonly string[]; prefix?: string; fault?: FileFault
  }
  const names: Readonly<Record<string, string>> = t.roles
  const parts: Readonly<Record<string, string>> = t.documentParts
  const more = code === 'role-not-granted' && roles ? t.documentAction.role(roles.map((role) => names[role] ?? role).join(', '))
    : code === 'four-eyes' ? t.documentAction.drafterYou
      : code === 'held-by-another' && holderId && seen !== null ? t.documentAction.heldBy(nameOfPerson(seen, visit, holderId), format.at(untilMs ?? null))
        : code === 'document-incomplete' && missing ? t.documentAction.missing(missing.map((part) => parts[part] ?? part).join(', '))
          : code === 'file-refused' && fault ? fileFaults[fault][language]
          : code === 'file-type-refused' && accepted ? t.documentAction.accepted(accepted.join(', '))
            : code === 'code-not-of-type' && prefix ? t.documentAction.prefix(prefix) : null
  const title = errorKinds[code][language].replace(/[;,:] (xem|see) "\w+"/, '')
  return more === null ? title : `${title} (${more})`
}

/** What a form is called: a revision that was not yet published is discarded, a published one withdrawn. */
const nameOfForm = (seen: SeenDocument, visit: Visit, { event, revisionId }: Pick<DocumentAction, 'event' | 'revisionId'>): string => {
  const revision = seen.document.revisions.find(({ id }) => id === revisionId)
  return event === 'WITHDRAW' && revision !== undefined && isOpen(revision.state) ? visit.t.documentAction.discard : documentEventText(visit, event)
}

/** The forms, the ordinary way on first, and the refusals of it. */
export const documentActionsFor = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, seen: SeenDocument, visit: Visit): Promise<DocumentActions> => {
  if (seen.found.read.level < 3) return { forms: [], refusals: [], mayUpload: false }
  const all = documentActions(seen.found.facts, seen.nowMs)
  const forms = await Promise.all(all.filter(({ refusal }) => refusal === null).map(async ({ event, revisionId, needs }): Promise<DocumentForm> => ({
    event, name: nameOfForm(seen, visit, { event, revisionId }), main: main.has(event), needs: new Set(needs), choices: await choicesFor(deps, person, seen, visit, event),
  })))
  const refused = all.filter(({ refusal }) => refusal !== null)
  return {
    forms: forms.filter(({ event, choices }) => choices.length > 0 || !['LINK_LAW', 'ASSESS_LAW', 'RECALL_COPY'].includes(event)),
    refusals: refused.map(({ event, revisionId, refusal }) => ({ name: nameOfForm(seen, visit, { event, revisionId }), why: refusalWords(seen, visit, refusal!) })),
    mayUpload: all.some(({ event, refusal }) => event === 'EDIT' && refusal === null),
  }
}

/** Who last changed the document, and when: for somebody whose form was older. */
export const lastChange = (seen: SeenDocument, visit: Visit): { readonly who: string; readonly at: string } => {
  const last = seen.journal?.entries.at(-1)?.entry
  return { who: nameOfPerson(seen, visit, last?.actor.account ?? null), at: last === undefined ? '' : visit.format.at(seen.document.lastEventAtMs) }
}

