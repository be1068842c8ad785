/** Lawful erasure of personal data: the clear side goes, the commitments stay, and the erasure itself is an entry of the journal. */
import type { Decision, Dossier } from '../../schemas/dossier.ts'
import type { LocalDate } from '../../schemas/common.ts'
import { record } from './entry.ts'

/** By which paper it is done. */
export interface ErasureGround { readonly number: string; readonly on: LocalDate; readonly nowMs: number; readonly nonce: string }

/**
 * The entry that says that the personal data of a dossier were erased, and by which decision. Nothing else of the dossier changes, open or closed.
 * Source: Law 91/2025/QH15 (LS-009); ISO 9001:2015, 7.5.3.
 */
export function decideErasure(dossier: Dossier, ground: ErasureGround): Decision {
  const atMs = Math.max(ground.nowMs, dossier.lastEventAtMs)
  const erased = record({ ...dossier, lastEventAtMs: atMs }, {
    event: 'PERSONAL_ERASED', step: null, atMs, recordedAtMs: ground.nowMs, accountId: null, capacity: null,
    paper: { number: ground.number, on: ground.on }, personal: {}, nonce: ground.nonce,
  })
  return { dossier: erased.dossier, entries: [erased.entry], personal: [], effects: [] }
}
