/** The forms on the pages of units. */
import { type Unit, unitKinds } from '../../schemas/agency.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import type { Choice, FormField, FormPlan } from '../views/form.ts'
import { decisionField } from './person-plans.ts'
import { type Registers, unitField, unitsField } from './register-names.ts'
import type { Visit } from './visit.ts'

const kindChoices = ({ t }: Visit): Choice[] => unitKinds.map((kind) => ({ value: kind, text: t.unitKinds[kind] }))

/** Code, names and kind of a unit; `prefix` tells the parts of a division apart. */
export const identityFields = (visit: Visit, prefix = '', group?: string): FormField[] => {
  const { t } = visit
  const under = group === undefined ? {} : { group }
  return [
    { kind: 'text', name: `${prefix}code`, label: t.units.code, hint: t.units.codeHint, max: 64, ...under },
    { kind: 'text', name: `${prefix}nameVi`, label: t.units.nameVi, max: 500, ...under }, { kind: 'text', name: `${prefix}nameEn`, label: t.units.nameEn, hint: t.units.nameEnHint, optional: true, max: 500, ...under },
    { kind: 'pick', name: `${prefix}kind`, label: t.units.kind, choices: kindChoices(visit), value: 'department', ...under },
  ]
}

const parentField = (registers: Registers, visit: Visit): FormField =>
  unitField(registers, visit, { name: 'parentId', label: visit.t.units.parent, empty: visit.t.units.noParent, optional: true }, { value: [...registers.units.values()].find(isRoot)?.id ?? '' })

/** The agency itself. */
export const isRoot = ({ kind, parentId }: Unit): boolean => kind === 'agency' && parentId === null
/** Units that may be merged or closed: they go on, and are not the root. */
const isEndable = (unit: Unit): boolean => unit.validTo === null && !isRoot(unit)

export const addUnitPlan = (registers: Registers, visit: Visit, path: string): FormPlan => ({ id: 'add', path, title: visit.t.units.add, submit: visit.t.units.add, fields: [
  ...identityFields(visit), parentField(registers, visit), { kind: 'day', name: 'validFrom', label: visit.t.admin.validFrom, value: registers.today }, decisionField(visit),
] })

export const mergePlan = (registers: Registers, visit: Visit, path: string): FormPlan => ({ id: 'merge', path, title: visit.t.units.merge, submit: visit.t.units.merge, note: visit.t.units.mergeNote, fields: [
  unitsField(registers, visit, { name: 'unit', label: visit.t.units.which }, isEndable),
  ...identityFields(visit), parentField(registers, visit), { kind: 'day', name: 'from', label: visit.t.units.firstDay, value: addDays(registers.today, 1) }, decisionField(visit),
] })

/** What may be done with one unit that goes on. */
export const unitPlans = (registers: Registers, visit: Visit, unit: Unit, path: string): FormPlan[] => {
  const { t } = visit
  const rename: FormPlan = { id: 'rename', path, title: t.units.rename, submit: t.units.rename, note: t.units.renameNote, fields: [
    { kind: 'text', name: 'nameVi', label: t.units.nameVi, max: 500, value: unit.name.vi }, { kind: 'text', name: 'nameEn', label: t.units.nameEn, hint: t.units.nameEnHint, optional: true, max: 500, value: unit.name.en },
    { kind: 'day', name: 'from', label: t.admin.validFrom, value: registers.today }, decisionField(visit),
  ] }
  if (isRoot(unit)) return [rename]
  return [rename, { id: 'close', path, title: t.units.close, submit: t.units.close, note: t.units.closeNote, fields: [
    unitField(registers, visit, { name: 'successorId', label: t.units.successor, empty: t.units.noSuccessor, optional: true }, { fits: ({ id }) => id !== unit.id }),
    { kind: 'day', name: 'lastDay', label: t.admin.lastDay, value: registers.today }, decisionField(visit),
  ] }]
}
