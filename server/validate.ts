/** JSON from outside the service, held against a schema of `schemas/`. */
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { Static, TSchema } from 'typebox'
import { DomainError, type ErrorCode, type Fault } from '../schemas/errors.ts'
import { faultOf } from './faults.ts'

/** An ajv that knows the formats which `schemas/` uses. */
export function makeAjv(options: Options): Ajv {
  const made = new Ajv(options)
  formats.default(made, ['date'])
  return made
}

// Nothing is coerced, defaulted or removed: what was checked is what is used. `allErrors` is off, so that a hostile file costs one error.
const ajv = makeAjv({ strict: true, allErrors: false, allowUnionTypes: true })
const compiled = new WeakMap<TSchema, ValidateFunction>()

const validatorOf = (schema: TSchema): ValidateFunction => {
  const known = compiled.get(schema)
  if (known) return known
  const made = ajv.compile(schema)
  compiled.set(schema, made)
  return made
}

/** As over HTTP, but the whole is '/' in files and forms. */
const fault = (error: ErrorObject): Fault => {
  const found = faultOf(error)
  return { ...found, at: found.at || '/' }
}

/**
 * The value, now known to have the shape; the same object, nothing added or dropped.
 * @throws DomainError of the code given, with `errors`: one fault, what to do in both languages.
 */
export const parseWith = <T extends TSchema>(schema: T, value: unknown, errorCode: ErrorCode): Static<T> => {
  const validate = validatorOf(schema)
  if (validate(value)) return value as Static<T>
  throw new DomainError(errorCode, { errors: (validate.errors ?? []).slice(0, 20).map(fault) })
}

const refuseMember = (key: string, value: unknown): unknown => {
  if (key === '__proto__') throw new SyntaxError('a member named __proto__')
  return value
}

/** Deeper than any shape of `schemas/`; readers and validators recurse, so a hostile depth would break the stack before it is refused. */
const depthMax = 100

/** How deep brackets are nested, those inside strings left out; a quick upper look that needs no parser. */
const depthOf = (text: string): number => {
  let [depth, deepest] = [0, 0]
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/g)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth)
    else if (token === '}' || token === ']') depth--
  }
  return deepest
}

const notJson = (code: ErrorCode, rule: string, [message, messageEn]: readonly [string, string]) =>
  new DomainError(code, { errors: [{ at: '/', rule, message, messageEn }] })

/**
 * A JSON text; a byte-order mark before it is passed over.
 * @throws DomainError of the code given: not JSON, nested more than 100 deep, or an object with a member named `__proto__`.
 */
export const parseJson = (text: string, errorCode: ErrorCode): unknown => {
  if (depthOf(text) > depthMax) throw notJson(errorCode, 'depth', [`lồng sâu quá ${depthMax} lớp`, `is nested more than ${depthMax} deep`])
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, refuseMember)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const place = error.message.slice(0, 200)
    throw notJson(errorCode, 'json', [`không phải JSON hợp lệ (${place})`, `is not valid JSON (${place})`])
  }
}
