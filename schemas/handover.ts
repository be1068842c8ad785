/** A handover (bàn giao công việc) when somebody leaves or changes their post: what went to whom, what stayed and why. ISO 9001:2015, 5.3 and 7.2. */
import Type, { type Static } from 'typebox'
import { DecisionNumber, HeldItem, heldKinds } from './administration.ts'
import { Account } from './agency.ts'
import { closed, Id, Instant, LocalDate, oneOf } from './common.ts'

/** So much of each kind is moved at once; what is left is handed over by another one. */
export const handoverMost = 500

const Kind = oneOf(heldKinds)
/** Body of POST /accounts/:id/handovers. `others`: kinds that go to somebody else than the successor. `decidedOn`: the day of the decision. */
export const NewHandover = closed({
  successorId: Id, others: Type.Optional(Type.Array(closed({ kind: Kind, successorId: Id }), { maxItems: heldKinds.length })), decision: DecisionNumber, decidedOn: LocalDate,
})
export type NewHandover = Static<typeof NewHandover>

/** As they were called then. */
const Named = Type.Pick(Account, ['id', 'userName', 'fullName'], { additionalProperties: false })
export type Named = Static<typeof Named>
const Item = { ...HeldItem.properties, kind: Kind }
/** Something that went to somebody. */
export const MovedItem = closed({ ...Item, to: Named })
export type MovedItem = Static<typeof MovedItem>
/** Something that stayed; `reason`: the code of the refusal. */
export const KeptItem = closed({ ...Item, reason: Type.String() })
export type KeptItem = Static<typeof KeptItem>
const most = handoverMost * heldKinds.length
/** The record, frozen when it was made. `more`: how much was in hand beyond what was looked at. */
export const Handover = closed({
  id: Id, at: Instant, from: Named, by: Named, decision: DecisionNumber, decidedOn: LocalDate,
  moved: Type.Array(MovedItem, { maxItems: most }), kept: Type.Array(KeptItem, { maxItems: most }), more: Type.Integer({ minimum: 0 }),
})
export type Handover = Static<typeof Handover>
export const HandoverList = closed({ items: Type.Array(Handover) })
