/** What of a document is shown to whom: the query says how much a person may see, this leaves out the rest. */
import type { ControlledDocument, RevisionState } from '../../schemas/document.ts'

const byLevel: Readonly<Record<1 | 2 | 3, ReadonlySet<RevisionState> | null>> = {
  1: new Set(['effective']), 2: new Set(['effective', 'superseded', 'obsolete']), 3: null,
}

/** Whether a revision in this state is shown at this level: 1 what is in force, 2 what was once, 3 everything. */
export const isSeen = (level: 1 | 2 | 3, state: RevisionState): boolean => byLevel[level]?.has(state) ?? true

/** The document without what is not for that level: nobody works from an old copy, or from a draft. */
export const seenAt = (level: 1 | 2 | 3, document: ControlledDocument): ControlledDocument =>
  (level === 3 ? document : { ...document, revisions: document.revisions.filter(({ state }) => isSeen(level, state)), copies: [], holders: level === 1 ? [] : document.holders })
