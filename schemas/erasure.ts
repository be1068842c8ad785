/** Erasure of personal data by a decision: what identifies an applicant, and where records of the quality system still name them. Law 91/2025/QH15 (LS-009). */
import type { Id, LocalDate } from './common.ts'

/** What identifies an applicant. */
export interface Identity { readonly name: string; readonly phone: string | null; readonly email: string | null; readonly idNumber: string | null }
export type IdentityPart = keyof Identity

/** Records in whose words an applicant may be named. */
export const placeKinds = ['audit', 'review', 'action', 'nonconformity'] as const
export type PlaceKind = (typeof placeKinds)[number]
/** A record that names the applicant. `place`: by which a decision names it; `found`: what of them; `entries`: in how many of its parts; `erased`: by this decision. */
export interface Place { readonly place: string; readonly kind: PlaceKind; readonly code: string; readonly found: readonly IdentityPart[]; readonly entries: number; readonly erasable: boolean; readonly erased?: boolean }
/** By which decision, of which dossier. */
export interface ErasureDecision { readonly tenantId: Id; readonly dossierId: Id; readonly number: string; readonly on: LocalDate; readonly nowMs: number }
