/** How an agency decided that a form groups what ended without a result and what is paused, from a day on. TT 01/2020/TT-VPCP; docs/statistics.md. */
import Type, { type Static } from 'typebox'
import { DecisionNumber } from './administration.ts'
import { closed, Instant, LocalDate, oneOf } from './common.ts'
import { Grouping } from './statistics.ts'

/** Forms whose columns a grouping changes; the others have status sets of their own. */
export const groupedForms = ['06a', '06b', 'weekly'] as const
export const GroupedForm = oneOf(groupedForms)
export type GroupedForm = Static<typeof GroupedForm>

/** Body of POST /form-groupings: the form of every period whose last day is this day or later. */
export const NewFormGrouping = closed({ form: GroupedForm, ...Grouping.properties, decision: DecisionNumber, validFrom: LocalDate })
export type NewFormGrouping = Static<typeof NewFormGrouping>
/** One that was decided, with who entered it and when. */
export const FormGrouping = closed({ ...NewFormGrouping.properties, enteredAt: Instant, by: Type.String() })
export type FormGrouping = Static<typeof FormGrouping>
/** As many as one agency decides in a lifetime. */
export const formGroupingsMax = 400
export const FormGroupings = closed({ items: Type.Array(FormGrouping, { maxItems: formGroupingsMax }) })
