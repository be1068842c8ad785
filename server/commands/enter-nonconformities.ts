/** Enters nonconformities in the register: one for each cause, with a number, an entry of the journal and a word to those concerned, in one transaction. */
import type { FoundNonconformity, Nonconformity } from '../../schemas/nonconformity.ts'
import { newId } from '../../storage/ids.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import type { Executor } from '../../storage/pool.ts'
import { addNonconformities, knownCauses, lockRegister, toldOfUnit, writeRegister } from '../../storage/quality/nonconformities.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { chainStart } from '../../workflows/evidence/chain.ts'
import { enterAll, type Entering } from '../../workflows/quality/register.ts'

const noticesOf = async (db: Executor, entered: readonly Nonconformity[], { tenantId, zone, nowMs }: Entering): Promise<Notice[]> => {
  const on = localDateOf(nowMs, zone)
  const told = new Map<string, string[]>()
  for (const unitId of new Set(entered.map((one) => one.unitId))) {
    told.set(unitId, await toldOfUnit(db, tenantId, unitId, { agency: ['isoSecretary'], line: ['unitHead', 'oneStopHead'] }, on))
  }
  return entered.flatMap(({ id, code, unitId, source }) => (told.get(unitId) ?? []).map((accountId) =>
    ({ accountId, dossierId: null, kind: 'nonconformityFound', payload: { nonconformityId: id, code, source } })))
}

/**
 * Enters those whose cause is not known yet, in the caller's transaction: the register is locked first, so that two who sweep at once claim each cause once.
 * Answers what was entered. @throws DomainError not-found for a unit or dossier that is not there
 */
export const enterNonconformities = async (db: Executor, found: readonly FoundNonconformity[], entering: Entering): Promise<readonly Nonconformity[]> => {
  const { tenantId, nowMs } = entering
  const head = await lockRegister(db, tenantId, chainStart)
  const known = await knownCauses(db, tenantId, found.map(({ cause }) => cause))
  const fresh = found.filter(({ cause }) => !known.has(cause))
  if (fresh.length === 0) return []
  const decided = enterAll(head, fresh, entering, newId)
  await addNonconformities(db, tenantId, decided.nonconformities)
  await writeRegister(db, tenantId, decided.entries, decided.head)
  await addNotices(db, tenantId, await noticesOf(db, decided.nonconformities, entering), nowMs)
  return decided.nonconformities
}
