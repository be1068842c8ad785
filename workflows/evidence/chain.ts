/** The hash chain of one dossier's or document's journal: each entry names the hash of the one before, so that nothing can be edited later unseen. */
import { createHash } from 'node:crypto'
import type { PersonalField } from '../../schemas/dossier.ts'
import type { Sha256 } from '../../schemas/common.ts'
import { canonicalJson } from './canonical.ts'

/** What every entry names, of whatever journal: its place, and the hash of the one before. */
interface LinkedEntry { readonly seq: number; readonly prev: Sha256 }

/** What the first entry of a chain names as its predecessor. */
export const chainStart: Sha256 = '0'.repeat(64)

/** SHA-256 of a text in UTF-8, lower-case hexadecimal. */
export const sha256 = (text: string): Sha256 => createHash('sha256').update(text, 'utf8').digest('hex')

/** The entry in its canonical form (RFC 8785) and the hash over it. `entry.prev` must already name the hash before it. */
export function chain<E extends LinkedEntry>(entry: E): { readonly entry: E; readonly canonical: string; readonly hash: Sha256 } {
  const canonical = canonicalJson(entry)
  return { entry, canonical, hash: sha256(canonical) }
}

/**
 * Commits to a personal text without showing it: SHA-256 over a salt of its own and the text in NFC. Each field's salt is derived from
 * the nonce, which nobody keeps: erasing one field's salt and text tells nothing about it, and leaves the chain verifiable.
 * Source: Law 91/2025/QH15 on personal data (right to erasure); ISO 9001:2015, 7.5.3.2 (records protected from alteration).
 */
export function commit(nonce: string, seq: number, field: string, value: string): { readonly commitment: Sha256; readonly clear: PersonalField } {
  const salt = sha256(`${nonce}\u0000${seq}\u0000${field}`)
  return { commitment: commitmentOf(salt, value), clear: { seq, field, salt, value: value.normalize('NFC') } }
}

/** The commitment that a salt and a text give; compare it with the one in the entry to show that the text was not changed. */
export const commitmentOf = (salt: string, value: string): Sha256 => sha256(`${salt}\u0000${value.normalize('NFC')}`)

/** One fault of a stored chain. */
export interface ChainFault { readonly seq: number; readonly fault: 'gap' | 'hash' | 'prev' | 'canonical' }

/** Where a chain goes on: the seq and the hash of the entry before. */
export interface ChainEnd { readonly seq: number; readonly hash: Sha256 }

/**
 * Every fault of stored entries of one journal in order of seq; empty when the chain is whole. Reads the canonical texts alone. A long chain is
 * verified by pages, each from the end of the one before. `left`: the sum of an entry out of which personal data was erased by a decision; its hash of before links on.
 */
export function verifyChain(rows: readonly { readonly seq: number; readonly canonical: string; readonly hash: Sha256; readonly left?: Sha256 | null }[], from: ChainEnd = { seq: 0, hash: chainStart }): ChainFault[] {
  const faults: ChainFault[] = []
  let prev = from.hash
  rows.forEach((row, index) => {
    if (row.seq !== from.seq + index + 1) faults.push({ seq: row.seq, fault: 'gap' })
    if (sha256(row.canonical) !== (row.left ?? row.hash)) faults.push({ seq: row.seq, fault: 'hash' })
    const fault = contentFault(row.canonical, row.seq, prev)
    if (fault) faults.push({ seq: row.seq, fault })
    prev = row.hash
  })
  return faults
}

function contentFault(canonical: string, seq: number, prev: Sha256): 'canonical' | 'prev' | null {
  let entry: LinkedEntry
  try {
    entry = JSON.parse(canonical) as LinkedEntry
    if (canonicalJson(entry) !== canonical) return 'canonical'
  } catch {
    return 'canonical'
  }
  return entry.prev === prev && entry.seq === seq ? null : 'prev'
}
