/** What the form of a row asks for, as the row that it makes. A field that the form does not have leaves its member as it is. */
import { DomainError } from '../../../schemas/errors.ts'
import type { Limit } from '../../../schemas/calendar.ts'
import { actionNames } from '../../../schemas/procedure.ts'
import type { RulePart, StepRow, StepWay } from '../../../schemas/step-table.ts'
import { freshWay } from '../../../workflows/procedure/table/rows.ts'
import { type Fields, given } from '../forms.ts'

/** Side actions with the one parameter that each takes. */
export const actionParams: Readonly<Partial<Record<(typeof actionNames)[number], string>>> = { countUp: 'counter', useLimit: 'variant', issueForm: 'form', notify: 'to' }

const badNumber = (at: string): DomainError =>
  new DomainError('invalid-request', { errors: [{ at, rule: 'number', message: 'không phải số', messageEn: 'is no number' }] })

/** A number as people here write it: 0,5 or 0.5. @throws DomainError invalid-request */
export const numberOf = (fields: Fields, name: string): number | null => {
  const typed = given(fields, name)
  if (typed === undefined) return null
  const value = /^\d{1,5}([.,]\d{1,4})?$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN
  if (Number.isNaN(value)) throw badNumber(`/${name}`)
  return value
}

/** The limit that two fields say; null without a unit. @throws DomainError invalid-request */
export const limitFrom = (fields: Fields, prefix = 'limit'): Limit | null => {
  const unit = given(fields, `${prefix}Unit`) as Limit['unit'] | undefined
  if (unit === undefined) return null
  if (unit === 'none' || unit === 'sameDay') return { unit, amount: unit === 'none' ? 0 : 1 }
  const amount = numberOf(fields, `${prefix}Amount`)
  if (amount === null) throw badNumber(`/${prefix}Amount`)
  return { unit, amount }
}

/** A name in both languages; the Vietnamese one stands for both until it is translated. */
export const nameFrom = (fields: Fields, prefix: string): StepRow['name'] => {
  const [vi, en] = [given(fields, `${prefix}Vi`), given(fields, `${prefix}En`)]
  return vi === undefined && en === undefined ? null : { vi: vi ?? en ?? '', en: en ?? vi ?? '' }
}

const ticked = (fields: Fields, prefix: string): string[] => [...fields.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))

const guardFrom = (fields: Fields, at: string): RulePart | null => {
  const type = given(fields, `${at}guard`)
  if (type === undefined) return null
  const value = given(fields, `${at}value`) ?? ''
  if (type === 'countBelow') return { type, params: { counter: value, max: numberOf(fields, `${at}most`) ?? 0 } }
  if (type === 'choice') return { type, params: { is: value } }
  return { type, params: type === 'inState' ? { state: fields.get(`${at}state`) ?? '' } : {} }
}

/** In the order that the way had, new ones behind; what a form cannot show twice (two forms at once) stays as it is. */
const actionsFrom = (fields: Fields, at: string, before: readonly RulePart[]): RulePart[] => {
  if (new Set(before.map(({ type }) => type)).size < before.length) return [...before]
  const wanted = ticked(fields, `${at}do.`)
  const order = [...before.map(({ type }) => type), ...actionNames].filter((type, index, all) => wanted.includes(type) && all.indexOf(type) === index)
  return order.map((type) => {
    const param = actionParams[type as (typeof actionNames)[number]]
    return { type, params: param === undefined ? {} : { [param]: given(fields, `${at}with.${type}`) ?? '' } }
  })
}

const wayFrom = (fields: Fields, at: string, before: StepWay): StepWay => {
  const target = fields.get(`${at}target`)
  return {
    ...before, event: before.cause === 'on' ? given(fields, `${at}event`) ?? null : null, targets: target === undefined || target === '=' ? before.targets : target === '-' ? [] : [target],
    guard: guardFrom(fields, at), actions: actionsFrom(fields, at, before.actions), role: (given(fields, `${at}role`) ?? null) as StepWay['role'], place: (given(fields, `${at}place`) ?? null) as StepWay['place'],
    branch: fields.has(`${at}branch`), reason: fields.has(`${at}reason`), paper: given(fields, `${at}paper`) ?? null, name: nameFrom(fields, `${at}name`),
  }
}

const waysFrom = (fields: Fields, row: StepRow): StepWay[] => ticked(fields, 'wayId.').map((number) => {
  const id = fields.get(`wayId.${number}`) ?? ''
  return wayFrom(fields, `way.${number}.`, row.ways.find((way) => way.id === id) ?? { ...freshWay(row, { targets: [] }), id })
})

const first = (fields: Fields, row: StepRow): string | null => (row.kind === 'group' ? given(fields, 'first') ?? null : row.first)

/** The row that the form makes of a row. @throws DomainError invalid-request for a number that is none */
export const rowFrom = (fields: Fields, row: StepRow): StepRow => {
  const text = (name: string): string | null => given(fields, name) ?? null
  const status = text('status')
  return {
    ...row, code: text('code') ?? row.code, parent: row.parent === null ? null : fields.get('parent') ?? row.parent, first: first(fields, row), name: nameFrom(fields, 'name'),
    role: text('role') as StepRow['role'], place: text('place') as StepRow['place'], limit: limitFrom(fields), within: text('within'), status: status === null ? null : Number(status),
    clock: text('clock') as StepRow['clock'], stopGround: text('stopGround'), paper: text('paper'), form: text('formCode'), output: text('output'), fourEyes: ticked(fields, 'fourEyes.'),
    guidance: text('guidance'), ways: waysFrom(fields, row),
  }
}
