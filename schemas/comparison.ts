/** Two texts word by word: stretches that are the same, left out but for their edges, and paragraphs with what was taken out and put in. */
import Type, { type Static } from 'typebox'
import { closed, oneOf } from './common.ts'

/** `skip`: so many paragraphs that are the same are left out. */
export const ComparedPart = closed({ is: oneOf(['same', 'del', 'ins']), text: Type.String() })
export const ComparedBlock = Type.Union([
  closed({ kind: Type.Literal('skip'), count: Type.Integer({ minimum: 1 }) }),
  closed({ kind: Type.Literal('paragraph'), parts: Type.Array(ComparedPart) }),
])
export type ComparedBlock = Static<typeof ComparedBlock>

/** `tooDifferent`: it could not be worked out within its time, or would be too long to read; then there are no blocks. */
export const Comparison = closed({ tooDifferent: Type.Boolean(), changed: Type.Integer({ minimum: 0 }), blocks: Type.Array(ComparedBlock) })
export type Comparison = Static<typeof Comparison>
