/** What papers of an agency have alike: who issues them, the symbol behind their number, who signs, who gets them. Source: NĐ 30/2020/NĐ-CP appendix I. */
import { issuerOf } from '../../workflows/dossier/paper-facts.ts'
import { agencyLetters } from '../../workflows/report/symbols.ts'
import type { Letter } from '../render/letter.ts'

/** Abbreviations of kinds of papers in symbols. */
type Symbol = 'BC' | 'BB'

/** Number as it was given, else dots for the hand before the symbol of the series; a list or a register is no kind of paper that has one (NĐ 30/2020/NĐ-CP art. 7). */
const numberOf = (agency: string, number: string | null, symbol: Symbol | null): string | null => number ?? (symbol === null ? null : `………/${symbol}-${agencyLetters(agency) ?? '………'}`)

/** Who signs: for a people's committee its chair in the name of the committee. Source: NĐ 30/2020/NĐ-CP art. 13. */
const signatureTitle = (agency: string): string => (agencyLetters(agency) === null ? 'THỦ TRƯỞNG CƠ QUAN' : 'TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH')

/** Leaders of the agency, as lists of recipients name them. */
export const leadersOf = (agency: string): string => (agencyLetters(agency) === null ? 'Lãnh đạo cơ quan;' : 'Chủ tịch, các Phó Chủ tịch UBND;')

/** The frame of a paper without a signer of its own; `recipients` beside the file. */
export const agencyFrame = (agency: string, { number = null, symbol = 'BC', recipients }: { readonly number?: string | null; readonly symbol?: Symbol | null; readonly recipients: readonly string[] }): Pick<Letter, 'issuer' | 'number' | 'recipients' | 'signature'> => ({
  issuer: issuerOf({ agency, units: new Map(), people: new Map() }, null), number: numberOf(agency, number, symbol), recipients: [...recipients], signature: { title: signatureTitle(agency), name: null },
})
