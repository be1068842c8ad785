/** Shapes, limits and identifiers that every room shares. Every string, array and number has a limit. */
import Type, { type Static, type TSchema } from 'typebox'

/** App-made time-ordered identifier (UUID version 7, RFC 9562). */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })
export type Id = Static<typeof Id>

/** A calendar date of the agency's zone, `YYYY-MM-DD`; the format refuses 30 February. */
export const LocalDate = Type.String({ format: 'date', pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
export type LocalDate = Static<typeof LocalDate>

/** A time of day of the agency's zone, `HH:MM`, up to 24:00. */
export const LocalTime = Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' })
export type LocalTime = Static<typeof LocalTime>

/** An instant in RFC 3339 with offset or Z. Inside the rooms an instant is a number of milliseconds since 1970 (`...Ms`). */
export const Instant = Type.String({
  maxLength: 40,
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$',
})
export type Instant = Static<typeof Instant>

/** Milliseconds since 1970-01-01T00:00Z, 1900 to 2200. */
export const InstantMs = Type.Integer({ minimum: -2_208_988_800_000, maximum: 7_258_118_400_000 })

/** IANA time-zone name. */
export const ZoneName = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z][A-Za-z0-9_+/-]*$' })

/** Lower-case hexadecimal SHA-256. */
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
export type Sha256 = Static<typeof Sha256>

/** A short machine name: letters, digits, dot, dash, underscore. */
export const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' })
export type Code = Static<typeof Code>

/** One line a person reads; control and bidirectional-override characters are refused, text is stored in NFC. */
const visible = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$'
export const line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: visible })
/** Text of several lines: tab and line feed are allowed as well. */
const visibleText = '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$'
export const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: visibleText })

/** A name in both languages: Vietnamese first, it is what the agency prints. */
export const Bilingual = Type.Object({ vi: line(500), en: line(500) }, { additionalProperties: false })
export type Bilingual = Static<typeof Bilingual>

/** Null or the shape. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A string out of a fixed list. */
export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })

/** Closed object: what is not declared is refused. */
export const closed = <P extends Record<string, TSchema>>(properties: P, options: Record<string, unknown> = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options })

/** A JSON value as it comes from outside. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }
