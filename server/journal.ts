/** Reading the journal of a dossier: always verified whole, however long it is, by pages that are not kept longer than they are needed. */
import type { Dossier, JournalEntry } from '../schemas/dossier.ts'
import type { JournalView } from '../schemas/service.ts'
import { readJournal, type KeptEntry } from '../storage/dossiers.ts'
import { chainStart, verifyChain } from '../workflows/evidence/chain.ts'
import type { Deps } from './deps.ts'

/** Entries read and verified at a time: about 1 MB, 20 ms of one core. */
const pageSize = 500

/** Which entries are wanted: those after `afterSeq`, at most `limit`. Absent: all of them. */
export interface Stretch { readonly afterSeq: number; readonly limit: number }
/** `last`: the seq of the last entry that is told. */
export interface ReadJournal { readonly verified: boolean; readonly entries: readonly KeptEntry[]; readonly last: number }

/** The entries up to the one that the dossier names as its last, so that what is written meanwhile is not taken for a fault. */
async function* pagesOf(deps: Pick<Deps, 'pool'>, { tenantId, id, journalSeq }: Dossier): AsyncGenerator<KeptEntry[]> {
  for (let afterSeq = 0; afterSeq < journalSeq;) {
    const page = await readJournal(deps.pool, tenantId, id, { afterSeq, limit: Math.min(pageSize, journalSeq - afterSeq) })
    if (page.length === 0) return
    yield page
    afterSeq = page.at(-1)?.seq ?? journalSeq
  }
}

/** The wanted entries, and whether the chain is whole: each hash right, each naming the one before, the last the one that the dossier names. */
export async function readVerified(deps: Pick<Deps, 'pool'>, dossier: Dossier, wanted: Stretch = { afterSeq: 0, limit: Infinity }): Promise<ReadJournal> {
  const entries: KeptEntry[] = []
  let end = { seq: 0, hash: chainStart }
  let whole = true
  for await (const page of pagesOf(deps, dossier)) {
    whole &&= verifyChain(page, end).length === 0
    end = page.at(-1) ?? end
    entries.push(...page.filter(({ seq }) => seq > wanted.afterSeq).slice(0, wanted.limit - entries.length))
  }
  return { verified: whole && end.seq === dossier.journalSeq && end.hash === dossier.journalHash, entries, last: entries.at(-1)?.seq ?? wanted.afterSeq }
}

/** An entry as it was hashed, with what has not been erased. */
export const entryView = ({ canonical, hash, personal }: KeptEntry): JournalView['entries'][number] =>
  ({ entry: JSON.parse(canonical) as JournalEntry, hash, personal: { ...personal } })
