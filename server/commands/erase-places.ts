/** Where records of the quality system still name an applicant, and the erasure there, by a decision that names the places. Law 91/2025/QH15; docs/dossier.md. */
import type { Identity, IdentityPart, Place, ErasureDecision } from '../../schemas/erasure.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Executor } from '../../storage/pool.ts'
import { eraseInAnswer, eraseInRecord, keptAnswers, writtenTexts, type WrittenText } from '../../storage/quality/erasures.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { sha256 } from '../../workflows/evidence/chain.ts'
import { type Wanted, wantedOf, withoutPerson } from '../../workflows/evidence/erase-text.ts'

interface Hit { readonly text: WrittenText; readonly found: readonly IdentityPart[]; readonly content: string }
const placeOf = ({ kind, code }: WrittenText): string => `${kind}:${code}`
/** Entries of other records are evidence in packs that verify by themselves: they are named, and mended by hand. */
const isErasable = ({ kind }: Pick<Place, 'kind'>): boolean => kind === 'audit' || kind === 'review'

const hitsIn = (texts: readonly WrittenText[], wanted: Wanted): Hit[] => texts.flatMap((text): Hit[] => {
  const { left, found } = withoutPerson(JSON.parse(text.content), wanted)
  return found.length === 0 ? [] : [{ text, found, content: canonicalJson(left) }]
})

const placesOf = (hits: readonly Hit[]): Place[] => [...Map.groupBy(hits, ({ text }) => placeOf(text))].map(([place, those]) => {
  const { kind, code } = those[0]!.text
  return { place, kind, code, found: [...new Set(those.flatMap(({ found }) => found))].sort(), entries: those.length, erasable: isErasable({ kind }) }
}).sort((a, b) => (a.place < b.place ? -1 : 1))

/** Which of the places a decision names; `all`: every one where it can be done. @throws DomainError invalid-request with the places, for one that is none of them or cannot be erased */
const chosenAmong = (places: readonly Place[], named: readonly string[]): ReadonlySet<string> => {
  const erasable = places.filter(({ erasable: can }) => can).map(({ place }) => place)
  const unknown = named.filter((one) => one !== 'all' && !erasable.includes(one))
  if (unknown.length > 0) throw new DomainError('invalid-request', { places: erasable, errors: [{ at: '/places', rule: 'known', message: `không có hoặc không xóa được ở: ${unknown.join(', ')}`, messageEn: `not there, or not erased there: ${unknown.join(', ')}` }] })
  return new Set(named.includes('all') ? erasable : named)
}

/** Places that name the applicant now. A name alone may be somebody else's of the same name: a person looks before a decision names the place. */
export const findPlaces = async (db: Executor, tenantId: string, identity: Identity): Promise<Place[]> => placesOf(hitsIn(await writtenTexts(db, tenantId), wantedOf(identity)))

/** Erases at the named places, answers and notices about them included; answers every place. @throws DomainError invalid-request */
export const erasePlaces = async (db: Executor, decision: ErasureDecision, identity: Identity, named: readonly string[]): Promise<Place[]> => {
  const wanted = wantedOf(identity)
  const hits = hitsIn(await writtenTexts(db, decision.tenantId), wanted)
  const places = placesOf(hits)
  const chosen = chosenAmong(places, named)
  const taken = hits.filter(({ text }) => chosen.has(placeOf(text)))
  for (const { text, content } of taken) await eraseInRecord(db, decision, text, { content, hash: sha256(content) })
  if (taken.length === 0) return places
  for (const answer of await keptAnswers(db, decision.tenantId, [...new Set(taken.map(({ text }) => text.record))])) {
    const { left, found } = withoutPerson(JSON.parse(answer.content), wanted)
    if (found.length > 0) await eraseInAnswer(db, decision.tenantId, answer, JSON.stringify(left))
  }
  return places.map((one) => ({ ...one, erased: chosen.has(one.place) }))
}
