/** A set of documents promulgated by one decision ("Hệ thống tài liệu, lần ban hành 02"). */
import Type, { type Static } from 'typebox'
import { closed, Id, line, LocalDate } from './common.ts'
import { DocumentCode, PromulgatingDecision, RevisionState } from './document.ts'

/** Body of POST /document-releases: each document at the version that was read. */
export const NewRelease = closed({
  decision: PromulgatingDecision, title: line(300), effectiveOn: Type.Optional(LocalDate),
  documents: Type.Array(closed({ id: Id, version: Type.Integer({ minimum: 1 }) }), { minItems: 1, maxItems: 200, uniqueItems: true }),
})
export type NewRelease = Static<typeof NewRelease>

export const ReleaseView = closed({
  id: Id, decision: PromulgatingDecision, title: Type.String(), effectiveOn: LocalDate,
  documents: Type.Array(closed({ id: Id, code: DocumentCode, version: Type.Integer(), revisionId: Id, state: RevisionState })),
})
export type ReleaseView = Static<typeof ReleaseView>
