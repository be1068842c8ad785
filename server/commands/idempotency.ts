/** A request that is repeated under its key gets the answer it got; another request under the same key is refused. */
import { DomainError } from '../../schemas/errors.ts'
import type { Json } from '../../schemas/common.ts'
import type { Replay } from '../../storage/decisions.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { sha256 } from '../../workflows/evidence/chain.ts'

/** The hash by which two requests are the same request. */
export const requestHashOf = (request: Readonly<Record<string, unknown>>): string => sha256(canonicalJson(request))

/** The answer given before, or null when the key is new. @throws DomainError idempotency-key-reused. */
export function replayed<T>(replay: Replay | null, requestHash: string): T | null {
  if (replay === null) return null
  if (replay.requestHash !== requestHash) throw new DomainError('idempotency-key-reused')
  return replay.response as Json as T
}
