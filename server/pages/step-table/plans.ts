/** The plain forms of the editor: where a table begins, and the name and limit of its procedure. */
import type { StepTable } from '../../../schemas/step-table.ts'
import type { Choice, FormPlan } from '../../views/form.ts'
import { editorPath } from '../../views/step-table/editor.ts'
import type { Visit } from '../visit.ts'

const units = ['workingDay', 'workingHour', 'calendarDay', 'sameDay', 'none'] as const
const unitChoices = ({ t }: Visit): Choice[] => units.map((unit) => ({ value: unit, text: t.limits[unit]('').trim() }))

/** Name and limit of the procedure. */
export const procedurePlanOf = (visit: Visit, { id, version, table }: { readonly id: string; readonly version: number; readonly table: StepTable }): FormPlan => {
  const { t, format } = visit
  const { title, limit, hoursPerDay } = table
  return {
    id: 'procedure', path: editorPath(id), title: t.stepTable.procedure, submit: t.stepTable.save, hidden: { version: String(version), do: 'setProcedure' },
    fields: [
      { kind: 'text', name: 'titleVi', label: t.stepTable.nameVi, max: 500, value: title.vi }, { kind: 'text', name: 'titleEn', label: t.stepTable.nameEn, max: 500, value: title.en, optional: true },
      { kind: 'text', name: 'limitAmount', label: `${t.stepTable.limit}: ${t.stepTable.amount.toLowerCase()}`, max: 10, value: format.number(limit.amount), optional: true }, { kind: 'pick', name: 'limitUnit', label: t.stepTable.unit, choices: unitChoices(visit), value: limit.unit },
      { kind: 'text', name: 'hoursPerDay', label: t.stepTable.hoursPerDay, max: 5, value: format.number(hoursPerDay) },
    ],
  }
}

/** Where a table begins: a copy of a procedure in force, or an empty frame. `replaces`: the draft carries something already. */
export const beginPlans = (visit: Visit, id: string, procedures: readonly Choice[], replaces: boolean): FormPlan[] => {
  const { t } = visit
  const hidden = { version: '0', do: 'begin' }
  return [
    { id: 'copy', path: editorPath(id), title: t.stepTable.copy, submit: t.stepTable.copySubmit, hidden, main: !replaces, fields: [{ kind: 'pick', name: 'from', label: t.stepTable.copyFrom, choices: procedures }] },
    {
      id: 'fresh', path: editorPath(id), title: t.stepTable.fresh, submit: t.stepTable.freshSubmit, hidden,
      fields: [
        { kind: 'text', name: 'code', label: t.stepTable.code, max: 64 }, { kind: 'pick', name: 'kind', label: t.stepTable.kind, choices: [{ value: 'tthc', text: t.stepTable.service }, { value: 'internal', text: t.stepTable.internal }] },
        { kind: 'text', name: 'titleVi', label: t.stepTable.nameVi, max: 500 }, { kind: 'text', name: 'titleEn', label: t.stepTable.nameEn, max: 500, optional: true },
        { kind: 'text', name: 'limitAmount', label: `${t.stepTable.limit}: ${t.stepTable.amount.toLowerCase()}`, max: 10, optional: true }, { kind: 'pick', name: 'limitUnit', label: t.stepTable.unit, choices: unitChoices(visit) },
      ],
    },
  ]
}
