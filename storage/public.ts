/** What anybody may ask without an account. */
import type { Bilingual } from '../schemas/common.ts'
import type { Dossier } from '../schemas/dossier.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** The dossier with the unit that has it; the caller shows its status, step and dates, and nothing personal is here to be shown. */
export interface PublicDossier { readonly dossier: Dossier; readonly zone: string; readonly unit: Bilingual }

/** Fewer digits are no phone number. */
const digitsMin = 6

/** The dossier of this code whose applicant gave this phone, marks and blanks aside; null alike for a wrong code and a wrong phone. */
export async function findPublicDossier(db: Executor, code: string, phone: string, nowMs: number): Promise<PublicDossier | null> {
  const digits = phone.replace(/\D/g, '')
  if (digits.length < digitsMin) return null
  const { rows } = await db.query<PublicDossier>(statement('public-dossier', [code.trim().toUpperCase(), digits, nowMs]))
  return rows[0] ?? null
}

/** The dossiers of this code, of every agency; the caller shows none of them but to whoever knows its secret. */
export async function publicDossiersOfCode(db: Executor, code: string, nowMs: number): Promise<PublicDossier[]> {
  return (await db.query<PublicDossier>(statement('dossiers-of-code', [code, nowMs]))).rows
}
