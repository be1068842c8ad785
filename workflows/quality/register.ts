/** The register of nonconformities: numbers within a year, and a journal that is one chain for the agency. */
import type { Id, Sha256 } from '../../schemas/common.ts'
import type { ChainedNonconformityEntry, FoundNonconformity, Nonconformity, NonconformityEntry } from '../../schemas/nonconformity.ts'
import { formatInstant, localDateOf } from '../calendar/index.ts'
import type { Capacity } from '../dossier/authority.ts'
import { chain } from '../evidence/chain.ts'

/** Where the register of an agency stands: the end of its chain, and the last number given in a year. */
export interface RegisterHead { readonly seq: number; readonly hash: Sha256; readonly year: number; readonly number: number }

/** Who acted, in which capacity; null for what a rule did by itself. */
export interface By { readonly accountId: Id; readonly capacity: Pick<Capacity, 'role' | 'onBehalfOf'> }
/** When, where and by whom something is entered. */
export interface Entering { readonly tenantId: Id; readonly zone: string; readonly nowMs: number; readonly by: By | null }

/** What is added to the register, in its order, and where it stands then. */
export interface RegisterDecision { readonly nonconformities: readonly Nonconformity[]; readonly entries: readonly ChainedNonconformityEntry[]; readonly head: RegisterHead }

const actorOf = (by: By | null): NonconformityEntry['actor'] => ({ account: by?.accountId ?? null, onBehalfOf: by?.capacity.onBehalfOf ?? null, role: by?.capacity.role ?? null })
const codeOf = (year: number, number: number): string => `KPH-${year}-${String(number).padStart(4, '0')}`

/** One more entry about a nonconformity. */
export const chainEntry = (head: RegisterHead, { tenantId, nowMs, by }: Entering, about: Pick<Nonconformity, 'id' | 'code'>, more: Pick<NonconformityEntry, 'event'> & Partial<NonconformityEntry>): ChainedNonconformityEntry =>
  chain<NonconformityEntry>({
    ...more, v: 1, tenant: tenantId, seq: head.seq + 1, prev: head.hash, at: formatInstant(nowMs, 'UTC'), actor: actorOf(by), nonconformity: about.id, code: about.code,
  })

/** Gives numbers and writes the entries; `newId` makes an id for each. */
export function enterAll(start: RegisterHead, found: readonly FoundNonconformity[], entering: Entering, newId: () => Id): RegisterDecision {
  const year = Number(localDateOf(entering.nowMs, entering.zone).slice(0, 4))
  const nonconformities: Nonconformity[] = []
  const entries: ChainedNonconformityEntry[] = []
  let head: RegisterHead = start.year === year ? start : { ...start, year, number: 0 }
  for (const one of found) {
    const number = head.number + 1
    const about = { id: newId(), code: codeOf(year, number) }
    const entry = chainEntry(head, entering, about, {
      event: 'RAISE', cause: one.cause, source: one.source, rule: one.rule, unit: one.unitId, grade: one.grade, clause: one.clause, occurredOn: one.occurredOn, text: one.text,
      facts: one.facts, dossiers: [...one.dossierIds],
    })
    head = { seq: head.seq + 1, hash: entry.hash, year, number }
    nonconformities.push({ ...one, ...about, tenantId: entering.tenantId, seq: head.seq, foundAtMs: entering.nowMs, foundBy: entering.by?.accountId ?? null, actionId: null, settled: null })
    entries.push(entry)
  }
  return { nonconformities, entries, head }
}
