/** Legal holds: matters for whose sake the files of documents may not be destroyed. */
import Type, { type Static } from 'typebox'
import { closed, Id, Instant, line, nullable } from './common.ts'
import { DocumentCode } from './document.ts'
import { Cursor, page, PageSize } from './service.ts'

/** Body of POST /holds: every file that the documents have now, of all their revisions. */
export const NewHold = closed({ reason: line(500), documentCodes: Type.Array(DocumentCode, { minItems: 1, maxItems: 100, uniqueItems: true }) })
export type NewHold = Static<typeof NewHold>

/** Body of POST /holds/:id/release: by which paper the matter ended. */
export const HoldRelease = closed({ ground: line(500) })
export type HoldRelease = Static<typeof HoldRelease>

export const HoldView = closed({
  id: Id, reason: Type.String(), placedAt: Instant, placedBy: Id, files: Type.Integer(),
  released: nullable(closed({ at: Instant, by: Id, ground: Type.String() })),
})
export type HoldView = Static<typeof HoldView>
export const HoldPage = page(HoldView)
export const HoldFilter = closed({ limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })
