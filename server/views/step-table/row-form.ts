/** The form of one row: who does it, by when, with which form, and every way out of it. */
import { ClockMode, guardNames, officialStatuses, Place, roles, standardEvents, actionNames } from '../../../schemas/procedure.ts'
import { type StepRow, type StepTable, type StepWay, wayKinds } from '../../../schemas/step-table.ts'
import { inOrder } from '../../../workflows/procedure/table/rows.ts'
import { actionParams } from '../../pages/step-table/fields.ts'
import type { Fields } from '../../pages/forms.ts'
import type { Visit } from '../../pages/visit.ts'
import { html, type Html } from '../html.ts'
import { inLanguage } from '../texts/index.ts'
import { editorFields, editorPath } from './editor.ts'
import { causeText, rowName, targetText } from './names.ts'

export interface RowForm {
  readonly documentId: string
  readonly version: number
  readonly table: StepTable
  readonly row: StepRow
  /** What was typed, after a refusal or for a look ahead; null: nothing yet. */
  readonly typed: Fields | null
  readonly why: string | null
  /** Special limits of the procedure, by name. */
  readonly variants: readonly string[]
}

type Option = readonly [value: string, text: string]
interface Pick { readonly name: string; readonly label: string; readonly value: string; readonly empty?: string | undefined; readonly options: readonly Option[] }

const idOf = (name: string): string => `f-${name.replaceAll('.', '-')}`
const pick = ({ name, label, value, empty, options }: Pick): Html => html`<div><label for="${idOf(name)}">${label}</label><select class="form-select" id="${idOf(name)}" name="${name}">${empty === undefined ? null : html`<option value="">${empty}</option>`}${
  options.map(([one, text]) => html`<option value="${one}"${one === value ? html` selected` : null}>${text}</option>`)}</select></div>
`
interface Line { readonly name: string; readonly label: string; readonly value: string; readonly max: number; readonly hint?: string }
const line = ({ name, label, value, max, hint }: Line): Html => html`<div><label for="${idOf(name)}">${label}</label><input class="form-control" id="${idOf(name)}" name="${name}" value="${value}" maxlength="${max}" autocomplete="off"${hint === undefined ? null : html` aria-describedby="${idOf(name)}-hint"`}>${
  hint === undefined ? null : html`<small class="quiet" id="${idOf(name)}-hint">${hint}</small>`}</div>
`
const tick = (name: string, label: string, isOn: boolean): Html =>
  html`<div class="form-check"><input class="form-check-input" type="checkbox" id="${idOf(name)}" name="${name}" value="1"${isOn ? html` checked` : null}><label class="form-check-label" for="${idOf(name)}">${label}</label></div>`

/** Values of a schema that is one of several names. */
const valuesOf = (schema: object): string[] => [...(schema as { enum?: readonly string[] }).enum ?? []]
const limitUnits = ['workingHour', 'workingDay', 'calendarDay', 'sameDay', 'none'] as const

const roleOptions = ({ t }: Visit): Option[] => roles.map((role) => [role, t.roles[role]])
const placeOptions = ({ t }: Visit): Option[] => valuesOf(Place).map((place) => [place, (t.places as Readonly<Record<string, string>>)[place] ?? place])
const clockOptions = ({ t }: Visit): Option[] => valuesOf(ClockMode).map((mode) => [mode, (t.clockModes as Readonly<Record<string, string>>)[mode] ?? mode])
/** A unit alone, without a number. */
const unitOptions = ({ t }: Visit): Option[] => limitUnits.map((unit) => [unit, t.limits[unit]('').trim()])
const rowOptions = (visit: Visit, table: StepTable, but: string): Option[] => inOrder(table).filter(({ row }) => row.parent !== null && row.id !== but).map(({ row }) => [row.id, rowName(visit, row)])

/** The two fields of a limit. */
const limitFields = (visit: Visit, limit: StepRow['limit'], { prefix = 'limit', typedAmount = null as string | null, empty = undefined as string | undefined } = {}): Html => {
  const { t, format } = visit
  const amount = typedAmount ?? (limit === null || limit.unit === 'none' || limit.unit === 'sameDay' ? '' : format.number(limit.amount))
  return html`${line({ name: `${prefix}Amount`, label: `${t.stepTable.limit}: ${t.stepTable.amount.toLowerCase()}`, value: amount, max: 10 })}${pick({ name: `${prefix}Unit`, label: t.stepTable.unit, value: limit?.unit ?? '', empty, options: unitOptions(visit) })}`
}

const basics = (visit: Visit, { table, row, typed }: RowForm): Html => {
  const { t } = visit
  const groups = inOrder(table).filter(({ row: one }) => (one.kind === 'group' || one.kind === 'strands') && one.id !== row.id).map(({ row: one }): Option => [one.id, rowName(visit, one)])
  return html`<div class="fields">${line({ name: 'nameVi', label: t.stepTable.nameVi, value: row.name?.vi ?? '', max: 500 })}${line({ name: 'nameEn', label: t.stepTable.nameEn, value: row.name?.en ?? '', max: 500 })}
${pick({ name: 'role', label: t.stepTable.role, value: row.role ?? '', empty: t.stepTable.inherited, options: roleOptions(visit) })}${pick({ name: 'place', label: t.stepTable.place, value: row.place ?? '', empty: t.stepTable.inherited, options: placeOptions(visit) })}
${limitFields(visit, row.limit, { typedAmount: typed?.get('limitAmount') ?? null, empty: t.stepTable.noLimit })}${line({ name: 'formCode', label: t.stepTable.form, value: row.form ?? '', max: 64 })}${line({ name: 'output', label: t.stepTable.output, value: row.output ?? '', max: 300 })}
${line({ name: 'code', label: t.stepTable.key, value: row.code, max: 64, hint: t.stepTable.keyHint })}${row.parent === null ? null : pick({ name: 'parent', label: t.stepTable.group, value: row.parent, options: groups })}${
  row.kind === 'group' ? pick({ name: 'first', label: t.stepTable.first, value: row.first ?? '', empty: t.stepTable.firstDefault, options: rowOptions(visit, { ...table, rows: table.rows.filter(({ parent, id }) => parent === row.id || id === '') }, row.id) }) : null}</div>
<label for="f-guidance">${t.stepTable.guidance}</label><textarea class="form-control" id="f-guidance" name="guidance" rows="2" maxlength="2000" spellcheck="false">
${row.guidance ?? ''}</textarea>`
}

const moreOf = (visit: Visit, { table, row }: RowForm): Html => {
  const { t, language } = visit
  const steps = inOrder(table).filter(({ row: one }) => one.kind === 'step' && one.id !== row.id).map(({ row: one }) => one)
  const isUsed = row.status !== null || row.clock !== null || row.stopGround !== null
  return html`<details${isUsed && row.status !== null && [5, 6, 8].includes(row.status) ? html` open` : null}><summary>${t.stepTable.more}</summary><div class="fields">
${pick({ name: 'status', label: t.stepTable.status, value: String(row.status ?? ''), empty: t.stepTable.inherited, options: Object.entries(officialStatuses).map(([number, name]) => [number, `${number}. ${inLanguage(language, name)}`]) })}
${pick({ name: 'clock', label: t.stepTable.clock, value: row.clock ?? '', empty: t.stepTable.byStatus, options: clockOptions(visit) })}${line({ name: 'stopGround', label: t.stepTable.stopGround, value: row.stopGround ?? '', max: 300 })}${line({ name: 'paper', label: t.stepTable.paper, value: row.paper ?? '', max: 64 })}
${pick({ name: 'within', label: t.stepTable.hostStep, value: row.within ?? '', empty: t.stepTable.none, options: steps.map((one) => [one.id, rowName(visit, one)]) })}</div>
<fieldset><legend>${t.stepTable.fourEyes}</legend><div class="ticks">${steps.map((one) => tick(`fourEyes.${one.id}`, rowName(visit, one), row.fourEyes.includes(one.id)))}</div></fieldset></details>`
}

const sideOf = (visit: Visit, at: string, { role, place, name, paper, actions, guard }: StepWay, variants: readonly string[]): Html => {
  const { t } = visit
  const valueOf = (type: string, param: string): string => String(actions.find((one) => one.type === type)?.params[param] ?? '')
  return html`<details><summary>${t.stepTable.side}</summary><div class="fields">${line({ name: `${at}value`, label: t.stepTable.value, value: String(guard?.params['counter'] ?? guard?.params['is'] ?? ''), max: 64 })}${line({ name: `${at}most`, label: t.stepTable.most, value: guard?.params['max'] === undefined ? '' : String(guard.params['max']), max: 4 })}
${pick({ name: `${at}role`, label: t.stepTable.wayRole, value: role ?? '', empty: t.stepTable.sameRole, options: roleOptions(visit) })}
${pick({ name: `${at}place`, label: t.stepTable.place, value: place ?? '', empty: t.stepTable.inherited, options: placeOptions(visit) })}${line({ name: `${at}paper`, label: t.stepTable.paper, value: paper ?? '', max: 64 })}
${line({ name: `${at}nameVi`, label: `${t.stepTable.wayName}: ${t.stepTable.nameVi.toLowerCase()}`, value: name?.vi ?? '', max: 500 })}${line({ name: `${at}nameEn`, label: `${t.stepTable.wayName}: ${t.stepTable.nameEn.toLowerCase()}`, value: name?.en ?? '', max: 500 })}</div>
<div class="sideActions">${actionNames.map((type) => {
    const param = actionParams[type]
    const value = param === undefined ? '' : valueOf(type, param)
    const box = tick(`${at}do.${type}`, t.sideActions[type], actions.some((one) => one.type === type))
    if (param === undefined) return html`<div>${box}</div>`
    return html`<div>${box}<input class="form-control" name="${at}with.${type}" value="${value}" maxlength="64" aria-label="${t.sideActions[type]}: ${t.stepTable.value.toLowerCase()}" autocomplete="off"${type === 'useLimit' && variants.length > 0 ? html` placeholder="${variants.join(', ')}"` : null}></div>`
  })}</div></details>`
}

const wayFields = (visit: Visit, { table, variants, row, typed }: RowForm, way: StepWay, number: number): Html => {
  const { t, format, language } = visit
  const at = `way.${number}.`
  const events: Option[] = [...standardEvents.map((event): Option => [event, t.events[event]]), ...table.events.map(({ code, name }): Option => [code, inLanguage(language, name)])]
  const targets: Option[] = [...(way.targets.length > 1 ? [['=', t.stepTable.several(targetText(visit, table, way))] as const] : []), ['-', t.stepTable.stays], ...rowOptions(visit, table, '')]
  const { guard } = way
  const known = way.event !== null && !events.some(([event]) => event === way.event) ? [[way.event, way.event] as const] : []
  return html`<details class="way"${typed === null ? null : html` open`}><summary>${t.stepTable.way(format.number(number + 1))}: ${causeText(visit, table, way)} → <b>${targetText(visit, table, way)}</b></summary><input type="hidden" name="wayId.${number}" value="${way.id}">
<div class="fields">${way.cause === 'on' ? pick({ name: `${at}event`, label: t.stepTable.event, value: way.event ?? '', options: [...known, ...events] }) : null}
${pick({ name: `${at}target`, label: t.stepTable.target, value: way.targets.length > 1 ? '=' : way.targets[0] ?? '-', options: targets })}
${pick({ name: `${at}guard`, label: t.stepTable.condition, value: guard?.type ?? '', empty: t.stepTable.noCondition, options: guardNames.map((name) => [name, t.guards[name]]) })}
${guard?.type === 'inState' ? pick({ name: `${at}state`, label: t.stepTable.inStep, value: String(guard.params['state']), options: rowOptions(visit, table, '') }) : null}</div>
<div class="ticks">${tick(`${at}branch`, t.stepTable.branch, way.branch)}${tick(`${at}reason`, t.stepTable.reason, way.reason)}</div>${sideOf(visit, at, way, variants)}
<button class="btn btn-plain btn-sm" name="do" value="removeWay.${way.id}"${row.ways.length === 0 ? html` disabled` : null}>${t.stepTable.removeWay}</button></details>
`
}

const ends = ({ t }: Visit, { documentId, row }: RowForm): Html => {
  const path = editorPath(documentId)
  return html`<span class="ends"><button class="btn btn-primary" name="do" value="setStep">${t.stepTable.save}</button><button class="btn btn-plain" name="do" value="preview" formaction="${path}/preview" hx-post="${path}/preview" hx-include="closest form" hx-target="#beside" hx-select="#beside">${t.stepTable.look}</button>${
    row.parent === null ? null : html`<button class="btn btn-plain" name="do" value="removeStep">${t.stepTable.remove}</button>`}<a class="btn btn-plain" href="${path}" hx-get="${path}">${t.stepTable.close}</a></span>`
}

/** Typing in it shows at once, beside the table, what would come of it; nothing is saved before the form is sent. */
export const rowForm = (visit: Visit, form: RowForm): Html => {
  const { t } = visit
  const { documentId, version, row, why } = form
  const path = editorPath(documentId)
  return html`<form method="post" action="${path}" hx-post="${path}" class="stepForm">${editorFields(version)}<input type="hidden" name="row" value="${row.id}"><div class="ends formHead"><h3>${t.stepTable.editing(rowName(visit, row))}</h3>${ends(visit, form)}</div>
${why === null ? null : html`<p class="notice bad" role="alert">${why}</p>`}
<div hx-post="${path}/preview" hx-trigger="change delay:300ms" hx-include="closest form" hx-target="#beside" hx-select="#beside" hx-sync="this:replace">${basics(visit, form)}${row.kind === 'resume' ? null : moreOf(visit, form)}
${row.kind === 'end' ? null : html`<h3>${t.stepTable.ways}</h3>${row.ways.map((way, number) => wayFields(visit, form, way, number))}`}</div>
${row.kind === 'end' || row.kind === 'resume' ? null : html`<div class="ends">${pick({ name: 'kind', label: t.stepTable.addWay, value: 'forward', options: wayKinds.map((kind) => [kind, t.wayKinds[kind]]) })}<button class="btn btn-plain" name="do" value="addWay">${t.stepTable.addWay}</button></div>`}
</form>`
}
