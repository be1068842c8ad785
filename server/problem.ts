/** The only place where a refusal becomes an RFC 9457 problem: for HTTP and for the command line alike. Pure. */
import { DomainError, errorKinds, type ErrorCode } from '../schemas/errors.ts'

/** RFC 9457 members, with the English title beside the Vietnamese one, and the refusal's own details. */
export interface Problem {
  readonly type: `/problems/${ErrorCode}`
  readonly title: string
  readonly titleEn: string
  readonly status: number
  readonly [detail: string]: unknown
}

/**
 * The problem of a thrown value. A DomainError tells its code and details, which cannot overwrite the standard members; anything else is a
 * fault of ours and tells nothing but internal-error: log it before.
 */
export const problemOf = (error: unknown): Problem => {
  const refusal = error instanceof DomainError ? error : null
  const code: ErrorCode = refusal?.code ?? 'internal-error'
  const kind = errorKinds[code]
  return { ...refusal?.details, type: `/problems/${code}`, title: kind.vi, titleEn: kind.en, status: kind.status }
}
