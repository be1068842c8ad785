/** What a posted form holds, as text: empty fields count as not given. */
import { randomBytes } from 'node:crypto'

export type Fields = ReadonlyMap<string, string>

const valueOf = (value: unknown): string => String(Array.isArray(value) ? value.at(-1) ?? '' : value ?? '')

/** The fields of a form by name. Browsers end lines with CR LF; stored text has LF alone. */
export const fieldsOf = (body: unknown): Fields => {
  if (typeof body !== 'object' || body === null) return new Map()
  return new Map(Object.entries(body).map(([name, value]) => [name, valueOf(value).replace(/\r\n?/g, '\n')] as const))
}

/** A field without the blanks around it; undefined when nothing was typed. */
export const given = (fields: Fields, name: string): string | undefined => {
  const value = fields.get(name)?.trim()
  return value === undefined || value === '' ? undefined : value
}

/** The version that a form was made from; 0, which nothing ever had, when it names none: such a form is stale. */
export const versionOf = (fields: Fields): number => {
  const typed = fields.get('version') ?? ''
  return /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : 0
}

/** A fresh key for a form: sent twice, it is carried out once. */
export const newFormKey = (): string => randomBytes(18).toString('base64url')
