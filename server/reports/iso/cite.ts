/** How a paper cites a document: kind, number, date, who issued it, what it is about. Source: NĐ 30/2020/NĐ-CP appendix I (căn cứ, viện dẫn). */
import type { Fact, FactKind } from '../../../schemas/fact.ts'
import { documentName } from '../../../workflows/report/symbols.ts'
import { dateWords, within } from '../../render/words.ts'

type Cited = Pick<Fact, 'number' | 'on'>

/** `Kế hoạch số 02/KH-UBND ngày 02 tháng 01 năm 2024`. */
export const paperCited = ({ number, on }: Cited): string => `${documentName(number)} số ${number} ${dateWords(on)}`

/** What a document is about, behind its date; the kind is not said twice. */
const about = ({ number, title }: Pick<Fact, 'number' | 'title'>): string => {
  const kind = documentName(number)
  const rest = (title.toLocaleLowerCase('vi').startsWith(`${kind.toLocaleLowerCase('vi')} `) ? title.slice(kind.length + 1) : title).replace(/[.;\s]+$/, '')
  return /^(về|v\/v)\s/iu.test(rest) ? ` về ${rest.replace(/^(về|v\/v)\s+/iu, '')}` : ` về ${within(rest)}`
}

/** A document with who issued it and what it is about, without the mark that ends its line. */
export const documentCited = (fact: Pick<Fact, 'number' | 'on' | 'title' | 'issuer'>): string => `${paperCited(fact)}${fact.issuer === null ? '' : ` của ${fact.issuer}`}${about(fact)}`

/** Kinds whose title says what is so, and the document only where it is written. */
const statements: readonly FactKind[] = ['context', 'party', 'provider', 'risk', 'opportunity', 'issued']

/** A fact as a report cites it. */
export const factCited = (fact: Fact): string => (statements.includes(fact.kind) ? `${fact.title.replace(/[.;\s]+$/, '')} (${paperCited(fact)})` : documentCited(fact))
