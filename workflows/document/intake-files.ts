/** Which file of a folder belongs to which line of a list: the one that the line names, else the one whose name begins with its code. Pure. */
import type { DocumentType } from '../../schemas/document.ts'
import { plainText } from '../procedure/table/import-cells.ts'

const last = (path: string): string => path.split(/[\\/]/).at(-1) ?? ''
const extensionOf = (name: string): string => /\.([a-z0-9]{1,5})$/.exec(plainText(name))?.[1] ?? ''
const stemOf = (name: string): string => plainText(last(name)).replace(/\.[a-z0-9]{1,5}$/, '')

/** Whether the name begins with the code and says no longer one: "BM-01" begins "BM-01 Phiếu" and "BM-01-Phieu", not "BM-01.02" or "BM-012". */
const begins = (stem: string, code: string): boolean => stem.startsWith(code) && /^($|[^a-z0-9.-]|[.-]($|[^0-9]))/.test(stem.slice(code.length))

/** A line that needs a file: `named`, what its own column says. */
export interface Wanting { readonly code: string; readonly named: string; readonly type: DocumentType | null }
export type FileFound =
  | { readonly kind: 'found'; readonly name: string; readonly left: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly names: readonly string[] }

/** Files by the longest code of the list that their names begin with. */
const byCode = (names: readonly string[], codes: readonly string[]): ReadonlyMap<string, string[]> => {
  const found = new Map<string, string[]>()
  const sorted = [...new Set(codes)].toSorted((a, b) => b.length - a.length)
  for (const name of names) {
    const code = sorted.find((one) => begins(stemOf(name), plainText(one)))
    if (code !== undefined) found.set(code, [...found.get(code) ?? [], name])
  }
  return found
}

/** A form is filled in and wants the office file; of anything else the PDF is what was signed. */
const preferred = (names: readonly string[], type: DocumentType | null): FileFound => {
  const pdfs = names.filter((name) => extensionOf(name) === 'pdf')
  const others = names.filter((name) => extensionOf(name) !== 'pdf')
  const [wanted, left] = type === 'form' ? [others, pdfs] : [pdfs, others]
  const [name] = wanted
  if (names[0] === undefined) return { kind: 'none' }
  if (names.length === 1) return { kind: 'found', name: names[0], left: [] }
  return name !== undefined && wanted.length === 1 && left.length === 1 ? { kind: 'found', name, left } : { kind: 'several', names }
}

const namedAs = (names: readonly string[], named: string): string[] => {
  const plain = plainText(named).replaceAll('\\', '/')
  const whole = names.filter((name) => plainText(name) === plain)
  if (whole.length > 0) return whole
  const same = names.filter((name) => plainText(last(name)) === last(plain))
  return same.length > 0 ? same : names.filter((name) => stemOf(name) === plain)
}

/** For each line its file, in the order of the lines. */
export const filesFor = (lines: readonly Wanting[], names: readonly string[]): FileFound[] => {
  const coded = byCode(names, lines.map(({ code }) => code).filter((code) => code !== ''))
  return lines.map(({ code, named, type }) => preferred(named === '' ? coded.get(code) ?? [] : namedAs(names, named), type))
}
