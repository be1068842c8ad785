/**
 * Finds and takes away what identifies a person in texts that people wrote into records of the quality system. Pure.
 * Source: Law 91/2025/QH15 on personal data (LS-009); ISO 9001:2015, 7.5.3; docs/dossier.md.
 */
import type { Identity, IdentityPart } from '../../schemas/erasure.ts'

/** What stands where something was. */
export const erasedMark = '[đã xóa]'

/** Members of records that hold words of people; ids, codes, days and sums are never looked into. */
const written: ReadonlySet<string> = new Set([
  'note', 'reason', 'text', 'title', 'about', 'objective', 'conclusion', 'remarks', 'recommendations', 'nextSteps', 'name', 'summary', 'rootCause', 'whys', 'correction', 'action', 'correctiveAction',
])

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
/** Marks and case do not matter, nor how many blanks stand between two words; it must be whole words. */
const namePattern = (name: string): RegExp | null => {
  const words = name.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/[đĐ]/g, 'd').split(/\s+/).filter((word) => word !== '')
  const letters = (word: string): string => [...word].map((one) => `${/d/i.test(one) ? '[dđ]' : escaped(one)}\\p{Mn}*`).join('')
  return words.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])${words.map(letters).join('\\s+')}(?![\\p{L}\\p{N}])`, 'giu')
}
/** So few digits would be found in every number. */
const digitsLeast = 6
const gap = '[\\s.\\-]?'
/** Digits with blanks, dots or dashes between them; of a phone with 0, 84 or +84 before it. */
const numberPattern = (text: string | null, isPhone: boolean): RegExp | null => {
  const digits = (text ?? '').replace(/[^\p{L}\p{N}]/gu, '')
  const own = isPhone ? digits.replace(/^(84|0)/, '') : digits
  if (own.length < digitsLeast) return null
  return new RegExp(`(?<![\\p{L}\\p{N}])${isPhone ? `(?:(?:\\+?84|0)${gap})?` : ''}${[...own].map(escaped).join(gap)}(?![\\p{L}\\p{N}])`, 'giu')
}
const emailPattern = (email: string | null): RegExp | null => (email === null || email === '' ? null : new RegExp(`(?<![\\p{L}\\p{N}_.+-])${escaped(email)}(?![\\p{L}\\p{N}_-])`, 'giu'))

/** What is looked for, made once for a search. */
export type Wanted = readonly (readonly [IdentityPart, RegExp])[]

/** The patterns of an applicant; e-mail before the name and numbers, of which it may consist. */
export const wantedOf = ({ name, phone, email, idNumber }: Identity): Wanted => ([
  ['email', emailPattern(email)], ['phone', numberPattern(phone, true)], ['idNumber', numberPattern(idNumber, false)], ['name', namePattern(name)],
] as const).flatMap(([part, pattern]) => (pattern === null ? [] : [[part, pattern] as const]))

const replaced = (text: string, wanted: Wanted, found: Set<IdentityPart>): string => {
  const whole = text.normalize('NFD')
  let left = whole
  for (const [part, pattern] of wanted) left = left.replace(pattern, () => { found.add(part); return erasedMark.normalize('NFD') })
  return left === whole ? text : left.normalize('NFC')
}

const walked = (value: unknown, isWritten: boolean, wanted: Wanted, found: Set<IdentityPart>): unknown => {
  if (typeof value === 'string') return isWritten ? replaced(value, wanted, found) : value
  if (Array.isArray(value)) return value.map((one) => walked(one, isWritten, wanted, found))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, walked(one, written.has(member), wanted, found)]))
}

/** What is left of a record without the person, and what of them was found in it. */
export function withoutPerson<T>(record: T, wanted: Wanted): { readonly left: T; readonly found: readonly IdentityPart[] } {
  const found = new Set<IdentityPart>()
  const left = walked(record, false, wanted, found) as T
  return { left, found: wanted.map(([part]) => part).filter((part) => found.has(part)) }
}
