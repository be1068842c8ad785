/** Forms of the administration out of a plan: each field with its label, what was typed after a refusal, and the field at fault marked. */
import { type Fields, newFormKey } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { dayInput } from './day-input.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

export interface Choice { readonly value: string; readonly text: string }
interface FieldBase {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
  readonly value?: string
  /** Fields of one group that follow one another stand under its name. */
  readonly group?: string
}
export type FormField = FieldBase & (
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'lines'; readonly rows: number; readonly max: number }
  | { readonly kind: 'password'; readonly isNew: boolean }
  /** Typed as dd/mm/yyyy; `value` is YYYY-MM-DD. */
  | { readonly kind: 'day' }
  /** `empty` is what stands while nothing is chosen. */
  | { readonly kind: 'pick'; readonly choices: readonly Choice[]; readonly empty?: string }
  /** Boxes to tick; each comes back as `name.value`. `values`: those ticked at first. */
  | { readonly kind: 'many'; readonly choices: readonly Choice[]; readonly values?: readonly string[] })

export interface FormPlan {
  /** Tells the forms of a page apart, and comes back as the field `form`. */
  readonly id: string
  readonly path: string
  readonly title: string
  readonly submit: string
  readonly fields: readonly FormField[]
  readonly note?: string
  readonly main?: boolean
  /** Sent along unseen, such as the version that was read. */
  readonly hidden?: Readonly<Record<string, string>>
}

/** A form that came back: which one, what was typed, and why it was refused (null: it only waits to be sent again). */
export interface FormBack { readonly formId: string; readonly typed: Fields; readonly refusal: { readonly words: string; readonly fields: readonly string[] } | null }

interface Context { readonly visit: Visit; readonly plan: FormPlan; readonly back: FormBack | null }

/** What takes one value. */
type OneField = Exclude<FormField, { readonly kind: 'many' }>

const typedIn = ({ back }: Context, { name, value = '', kind }: OneField): string => back?.typed.get(name) ?? (kind === 'day' && value !== '' ? dateText(value) : value)
const marks = (isWrong: boolean, hintId: string | null): Html => html`${isWrong ? html` aria-invalid="true"` : null}${hintId === null ? null : html` aria-describedby="${hintId}"`}`

const control = (context: Context, field: OneField, id: string): Html => {
  const isWrong = context.back?.refusal?.fields.includes(field.name) ?? false
  const more = html`${marks(isWrong, field.hint === undefined ? null : `${id}-hint`)}${field.optional ? null : html` required`}`
  const look = isWrong ? ' is-invalid' : ''
  const value = typedIn(context, field)
  if (field.kind === 'pick') {
    return html`<select id="${id}" name="${field.name}" class="form-select${look}"${more}>${field.empty === undefined ? null : html`<option value="">${field.empty}</option>`}
${field.choices.map((one) => html`<option value="${one.value}"${one.value === value ? html` selected` : null}>${one.text}</option>
`)}</select>`
  }
  if (field.kind === 'lines') {
    return html`<textarea id="${id}" name="${field.name}" class="form-control${look}" rows="${field.rows}" maxlength="${field.max}" spellcheck="false"${more}>
${value}</textarea>`
  }
  if (field.kind === 'password') {
    return html`<input id="${id}" name="${field.name}" type="password" class="form-control${look}" maxlength="200" autocomplete="${field.isNew ? 'new-password' : 'current-password'}"${more}>`
  }
  if (field.kind === 'day') {
    return dayInput(context.visit, { id, name: field.name, value, look, more })
  }
  return html`<input id="${id}" name="${field.name}" class="form-control${look}" maxlength="${field.max}" autocomplete="off" value="${value}"${more}>`
}

const boxes = ({ back }: Context, { name, label, choices, values = [] }: FormField & { kind: 'many' }, id: string): Html => html`<fieldset class="full"><legend>${label}</legend>
${choices.map(({ value, text }) => html`<div class="form-check"><input class="form-check-input" type="checkbox" id="${id}-${value}" name="${name}.${value}" value="1"${(back === null ? values.includes(value) : back.typed.has(`${name}.${value}`)) ? html` checked` : null}>
<label class="form-check-label" for="${id}-${value}">${text}</label></div>
`)}</fieldset>
`

const fieldOf = (context: Context, field: FormField): Html => {
  const id = `${context.plan.id}-${field.name}`
  if (field.kind === 'many') return boxes(context, field, id)
  return html`<div><label for="${id}">${field.label}</label>
${control(context, field, id)}${field.hint === undefined ? null : html`<small class="quiet" id="${id}-hint">${field.hint}</small>`}</div>
`
}

/** Runs of fields under the same group. */
const groupsOf = (fields: readonly FormField[]): FormField[][] => fields.reduce<FormField[][]>((groups, field) => {
  const last = groups.at(-1)
  if (last !== undefined && last[0]?.group === field.group) last.push(field)
  else groups.push([field])
  return groups
}, [])

const grouped = (context: Context, fields: readonly FormField[]): Html => {
  const all = fields.map((field) => fieldOf(context, field))
  const name = fields[0]?.group
  return name === undefined ? html`<div class="fields">${all}</div>` : html`<fieldset><legend class="groupName">${name}</legend><div class="fields">${all}</div></fieldset>
`
}

/** Why it was refused, and the way to each field at fault. */
const refusalNote = ({ id, fields }: FormPlan, { words, fields: wrong }: NonNullable<FormBack['refusal']>): Html => {
  const named = fields.filter(({ name, kind }) => kind !== 'many' && wrong.includes(name))
  return html`<p class="notice bad" role="alert">${words}${named.length === 0 ? null : html` (${named.map(({ name, label }, at) => html`${at === 0 ? null : ', '}<a href="#${id}-${name}">${label}</a>`)})`}</p>`
}

/** The form itself. */
export const formOf = (visit: Visit, plan: FormPlan, back: FormBack | null): Html => {
  const mine = back?.formId === plan.id ? back : null
  const context = { visit, plan, back: mine }
  return html`${mine?.refusal ? refusalNote(plan, mine.refusal) : null}
<form method="post" action="${plan.path}"><input type="hidden" name="form" value="${plan.id}"><input type="hidden" name="key" value="${newFormKey()}">${Object.entries(plan.hidden ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${plan.note === undefined ? null : html`<p class="quiet">${plan.note}</p>`}${groupsOf(plan.fields).map((fields) => grouped(context, fields))}
<button class="btn ${plan.main ? 'btn-primary' : 'btn-plain'}">${plan.submit}</button></form>`
}

/** The form under its title, open when it came back. */
export const foldedForm = (visit: Visit, plan: FormPlan, back: FormBack | null): Html =>
  html`<details class="action" name="action"${back?.formId === plan.id ? html` open` : null}><summary>${plan.title}</summary>
<div class="folded">${formOf(visit, plan, back)}</div></details>
`

/** The panel of what may be done on a page. */
export const formsPanel = (visit: Visit, title: string, plans: readonly FormPlan[], back: FormBack | null): Html => html`<section class="panel actions" aria-labelledby="actions">
<header><h2 id="actions">${title}</h2></header>
${plans.map((plan) => foldedForm(visit, plan, back))}</section>`
