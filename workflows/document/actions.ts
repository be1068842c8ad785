/** What this person may do with a document now, and for what they may not, why not. Pages show it; `decideDocument` decides by the same rules. */
import type { DocumentEventType, DocumentFacts } from '../../schemas/document.ts'
import { DomainError, type ErrorCode } from '../../schemas/errors.ts'
import type { DocumentInput } from './apply.ts'
import { mayDo } from './authority.ts'
import { openEvents, requirementOf, targetOf } from './decide.ts'

/** One event that the document takes. `refusal` null: this person may cause it now, with what `needs` asks for. */
export interface DocumentAction {
  readonly event: DocumentEventType
  readonly revisionId: string | null
  readonly needs: readonly ('reason' | 'decision' | 'effectiveOn' | 'kind' | 'changes' | 'holders' | 'copy' | 'law')[]
  readonly refusal: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> } | null
}

const needs: Readonly<Partial<Record<DocumentEventType, DocumentAction['needs']>>> = {
  REVISE: ['kind', 'reason'], EDIT: ['reason', 'changes'], RETURN: ['reason'], WITHDRAW: ['reason'], PUBLISH: ['decision', 'effectiveOn'],
  RETIRE: ['reason', 'decision'], CONFIRM: ['reason'], DISTRIBUTE: ['holders'], GIVE_COPY: ['copy'], RECALL_COPY: ['copy'], LINK_LAW: ['law'], ASSESS_LAW: ['law', 'reason'],
}

/** In the order in which a page shows them: the ordinary way on first. */
const order: readonly DocumentEventType[] = [
  'SUBMIT', 'REVIEW', 'APPROVE', 'PUBLISH', 'REVISE', 'EDIT', 'CHECK_OUT', 'CHECK_IN', 'RETURN', 'CONFIRM', 'DISTRIBUTE', 'GIVE_COPY', 'RECALL_COPY', 'LINK_LAW', 'ASSESS_LAW',
  'WITHDRAW', 'RETIRE',
]

const whyNot = (facts: DocumentFacts, event: DocumentEventType, nowMs: number): DocumentAction => {
  const input: DocumentInput = { type: event, newId: '', reason: '-', decision: { number: '-', on: '2000-01-01' } }
  const revision = targetOf(facts.document, input)
  const may = mayDo(facts, event, revision, nowMs)
  const refusal = may instanceof DomainError ? may : requirementOf(facts, revision, input, false)
  return {
    event, revisionId: revision?.id ?? null, needs: needs[event] ?? [], refusal: refusal === null ? null : { code: refusal.code, details: refusal.details },
  }
}

/** Every event that the document takes, each once. Reason, decision and date count as given: they are asked for, and no obstacle. */
export const documentActions = (facts: DocumentFacts, nowMs: number): DocumentAction[] => {
  const open = new Set(openEvents(facts.document))
  const { checkOut } = facts.document.revisions.findLast(({ state }) => state === 'draft') ?? { checkOut: null }
  const isOut = checkOut !== null && checkOut.untilMs > nowMs
  return order.filter((event) => open.has(event) && (event !== 'CHECK_IN' || isOut) && (event !== 'CHECK_OUT' || !isOut)).map((event) => whyNot(facts, event, nowMs))
}
