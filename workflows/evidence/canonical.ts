/** One text for one JSON value, so that equal values have equal hashes. RFC 8785 (JSON Canonicalization Scheme). */

/** A string as ECMAScript's JSON.stringify writes it (RFC 8785 section 3.2.2.2). */
const canonicalString = (value: string, at: string): string => {
  if (!value.isWellFormed()) throw new TypeError(`canonical JSON: lone surrogate at ${at}`)
  return JSON.stringify(value)
}

/** A number as ECMAScript writes it (section 3.2.2.3); minus zero is 0. */
const canonicalNumber = (value: number, at: string): string => {
  if (!Number.isFinite(value)) throw new TypeError(`canonical JSON: ${value} at ${at} is not a JSON number`)
  return String(value === 0 ? 0 : value)
}

const canonicalArray = (values: readonly unknown[], at: string): string => {
  const items: string[] = []
  for (let i = 0; i < values.length; i++) items.push(write(values[i], `${at}/${i}`))
  return `[${items.join(',')}]`
}

/** Members by the UTF-16 code units of their names, which is what the default sort compares (section 3.2.3). */
const canonicalObject = (value: object, at: string): string => {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`canonical JSON: not a plain object at ${at}`)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${canonicalString(name, at)}:${write(member, `${at}/${name}`)}`).join(',')}}`
}

const write = (value: unknown, at: string): string => {
  if (value === null) return 'null'
  switch (typeof value) {
    case 'string': return canonicalString(value, at)
    case 'number': return canonicalNumber(value, at)
    case 'boolean': return value ? 'true' : 'false'
    case 'object': return Array.isArray(value) ? canonicalArray(value, at) : canonicalObject(value, at)
    default: throw new TypeError(`canonical JSON: ${typeof value} at ${at || '/'} has no JSON form`)
  }
}

/**
 * The canonical JSON text of a value. Nothing is dropped in silence: `undefined` (even as a member), NaN, infinities, lone
 * surrogates, bigints, functions and objects with a class are refused.
 * Source: RFC 8785 sections 3.2.2 and 3.2.3.
 * @throws TypeError naming the place; such a value is a fault of the program, not of a person.
 */
export const canonicalJson = (value: unknown): string => write(value, '')
