/** Where a page of a list ended, as an opaque text. */
import { DomainError } from '../../schemas/errors.ts'
import { urgencyKeyOf, type DossierKey, type ListedDossier } from '../../storage/dossiers.ts'

type Part = string | number | null

/** The cursor of a key. */
export const cursorOf = (key: readonly Part[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** The cursor of the last line of a full page; null when the page was the last. */
export const nextCursor = <T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly Part[]): string | null => {
  const last = rows.at(-1)
  return last === undefined || rows.length < limit ? null : cursorOf(keyOf(last))
}

/** The parts of a cursor that this service made; undefined when none was given. @throws DomainError invalid-request */
export const readCursor = (cursor: string | undefined, shape: readonly ((part: unknown) => boolean)[]): Part[] | undefined => {
  if (cursor === undefined) return undefined
  const parts = parse(cursor)
  if (parts?.length === shape.length && shape.every((fits, index) => fits(parts[index]))) return parts as Part[]
  throw new DomainError('invalid-request', {
    in: 'querystring', errors: [{ at: '/after', rule: 'cursor', message: 'không phải con trỏ do hệ thống cấp', messageEn: 'is not a cursor of this service' }],
  })
}

const parse = (cursor: string): unknown[] | undefined => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parts) ? parts : undefined
  } catch {
    return undefined
  }
}

export const isText = (part: unknown): boolean => typeof part === 'string' && part.length <= 300 && part.isWellFormed() && !part.includes('\0')
export const isNumber = (part: unknown): boolean => typeof part === 'number' && Number.isSafeInteger(part) && part >= 0 && part <= 1_000_000
const isInstantOrNull = (part: unknown): boolean => part === null || (Number.isSafeInteger(part) && Math.abs(part as number) < 8e12)
export const isId = (part: unknown): boolean => typeof part === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part)

/** The cursor of a list of dossiers in the order of urgency. */
export const nextUrgent = (rows: readonly ListedDossier[], limit: number): string | null => nextCursor(rows, limit, (row) => {
  const { dueAtMs, id } = urgencyKeyOf(row)
  return [dueAtMs, id]
})

/** Where such a list goes on; null at its beginning. @throws DomainError invalid-request */
export const readUrgent = (cursor: string | undefined): DossierKey | null => {
  const after = readCursor(cursor, [isInstantOrNull, isId])
  return after === undefined ? null : { dueAtMs: after[0] as number | null, id: String(after[1]) }
}
