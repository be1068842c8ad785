/** What the page of a document tells: its facts, control page, revisions, laws, readers and journal, in the visitor's words. */
import type { Account, Unit } from '../../../schemas/agency.ts'
import type { DocumentJournalView } from '../../../schemas/document-service.ts'
import type { ControlledDocument, DocumentRevision, JournaledDocumentEvent, Signature } from '../../../schemas/document.ts'
import { fileRemarks } from '../../../schemas/file-check.ts'
import type { Law } from '../../../schemas/law.ts'
import { findAccounts } from '../../../storage/accounts.ts'
import type { DocumentReader } from '../../../storage/documents/distribution.ts'
import { findLaws } from '../../../storage/documents/laws.ts'
import { readDocument } from '../../../storage/documents/read.ts'
import { findInspections, type KeptInspection } from '../../../storage/documents/texts.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { listUnits } from '../../../storage/units.ts'
import { daysBetween, parseInstant } from '../../../workflows/calendar/index.ts'
import { inForceOf } from '../../../workflows/document/entry.ts'
import { takeUpBy } from '../../../workflows/document/laws.ts'
import { seenAt } from '../../../workflows/document/seen.ts'
import { documentJournalOf } from '../../api/documents.ts'
import { readersOf } from '../../commands/acknowledge-document.ts'
import { type DocumentRead, factsOfDocument } from '../../commands/document-facts.ts'
import { hasCopy, pdfStandings, type PdfStanding } from '../../commands/document-pdf.ts'
import { shownRevision } from '../../commands/document-view.ts'
import type { Deps } from '../../deps.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { dateText } from '../../views/times.ts'
import type { Visit } from '../visit.ts'

/** Everything that was read for one page. */
export interface SeenDocument {
  readonly found: DocumentRead
  /** The document with no more of it than the visitor may see. */
  readonly document: ControlledDocument
  readonly units: readonly Unit[]
  readonly people: readonly Account[]
  readonly laws: readonly Law[]
  readonly parent: { readonly id: string; readonly code: string } | null
  readonly readers: readonly DocumentReader[]
  /** What is known of the files, by their objects. */
  readonly inspections: ReadonlyMap<string, KeptInspection>
  /** How the PDF of each file stands, by its object. */
  readonly pdfs: ReadonlyMap<string, PdfStanding>
  /** Null for those who may not see old revisions. */
  readonly journal: DocumentJournalView | null
  readonly nowMs: number
  readonly today: string
}

const peopleIn = ({ revisions, holders }: ControlledDocument, journal: DocumentJournalView | null): string[] => [
  ...revisions.flatMap((one) => [...one.drafters, one.checkOut?.accountId, ...[one.submitted, one.reviewed, one.approved, one.published, one.takenOver].flatMap((sign) => [sign?.accountId, sign?.onBehalfOf])]),
  ...holders.map(({ accountId }) => accountId), ...(journal?.entries ?? []).flatMap(({ entry }) => [entry.actor.account, entry.actor.onBehalfOf]),
].filter((id) => id !== null && id !== undefined)

/** @throws DomainError not-found */
export const readSeenDocument = async (deps: Deps, person: SignedInPerson, id: string): Promise<SeenDocument> => {
  const found = await factsOfDocument(deps, person, id)
  const { level } = found.read
  const document = seenAt(level, found.facts.document)
  const { tenantId, today } = person.reader
  const journal = level >= 2 ? await documentJournalOf(deps, person, id) : null
  const em = deps.orm.em.fork()
  const parent = document.parentId === null ? null : await readDocument(deps.pool, person.reader, document.parentId)
  const lawIds = [...document.laws.map(({ lawId }) => lawId), ...document.revisions.flatMap((one) => one.lawIds)]
  return {
    found, document, journal, parent: parent === null ? null : { id: parent.document.id, code: parent.document.code }, nowMs: deps.clock.nowMs(), today,
    units: await listUnits(em, tenantId, today), people: await findAccounts(em, tenantId, peopleIn(found.facts.document, journal)), laws: await findLaws(deps.pool, tenantId, lawIds),
    inspections: await findInspections(deps.pool, tenantId, document.revisions.flatMap(({ file }) => file?.objectId ?? []), { withText: false }),
    pdfs: await pdfStandings(deps, tenantId, document.revisions.flatMap(({ file }) => file ?? [])),
    readers: level >= 2 && document.holders.length > 0 ? await readersOf(deps, person, id) : [],
  }
}

export const nameOfUnit = ({ units }: Pick<SeenDocument, 'units'>, { language, t }: Visit, id: string | null): string =>
  inLanguage(language, units.find((unit) => unit.id === id)?.name ?? { vi: t.app.none, en: t.app.none })
export const nameOfPerson = ({ people }: Pick<SeenDocument, 'people'>, { t }: Visit, id: string | null): string => people.find((one) => one.id === id)?.fullName ?? t.app.none
export const lawText = ({ laws }: Pick<SeenDocument, 'laws'>, { t }: Visit, id: string): string => laws.find((law) => law.id === id)?.number ?? t.app.none

const two = (number: number): string => String(number).padStart(2, '0')
const dayOf = ({ format }: Visit, ms: number): string => format.at(ms).slice(0, 10)

/** The revision that the page is about: the one in force, else the newest. */
export const mainRevision = ({ document }: Pick<SeenDocument, 'document'>): DocumentRevision => shownRevision(document)!

/** Label and text, in order; what is not known is left out. */
export const documentFacts = (seen: SeenDocument, visit: Visit): (readonly [string, string])[] => {
  const { t } = visit
  const { document } = seen
  const revision = mainRevision(seen)
  const { retention } = document
  const all: (readonly [string, string | null])[] = [
    [t.documents.type, t.documentTypes[document.type]], [t.documents.numbers, t.documents.issueLong(two(revision.issue), two(revision.revision))],
    [t.document.inForceSince, revision.effectiveFromMs === null || revision.state === 'scheduled' ? null : dayOf(visit, revision.effectiveFromMs)],
    [t.document.decision, revision.decision === null ? null : t.document.decisionOf(revision.decision.number, dateText(revision.decision.on))],
    [t.document.owner, nameOfUnit(seen, visit, document.ownerUnitId)], [t.document.access, t.documentAccesses[document.access]],
    [t.document.nextReview, document.nextReviewOn === null ? null : dateText(document.nextReviewOn)],
    [t.document.retention, retention === null ? null : retention.years === null ? t.document.forever(retention.place) : t.document.retentionOf(String(retention.years), retention.place)],
    [t.document.reason, revision.reason],
  ]
  return all.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]))
}

export interface SignatureLine { readonly what: string; readonly who: string; readonly role: string; readonly at: string }

const signatureLine = (seen: SeenDocument, visit: Visit, what: string, signature: Signature | null): SignatureLine => {
  const { t } = visit
  if (signature === null) return { what, who: t.document.notSigned, role: '', at: '' }
  const who = nameOfPerson(seen, visit, signature.accountId)
  return { what, who: signature.onBehalfOf === null ? who : `${who} (${t.document.onBehalf(nameOfPerson(seen, visit, signature.onBehalfOf))})`, role: t.roles[signature.role], at: dayOf(visit, signature.atMs) }
}

/** The signatures of the control page, in the order in which they are given. */
export const signaturesOf = (seen: SeenDocument, visit: Visit, revision: DocumentRevision): SignatureLine[] => {
  const { t } = visit
  if (revision.takenOver !== undefined) return [
    ...[t.document.drafted, t.document.reviewed, t.document.approved, t.document.published].map((what) => ({ what, who: t.document.before, role: '', at: '' })),
    signatureLine(seen, visit, t.document.takenOver, revision.takenOver),
  ]
  const drafted: SignatureLine = revision.submitted === null
    ? { what: t.document.drafted, who: revision.drafters.map((id) => nameOfPerson(seen, visit, id)).join(', '), role: '', at: '' } : signatureLine(seen, visit, t.document.drafted, revision.submitted)
  return [drafted, signatureLine(seen, visit, t.document.reviewed, revision.reviewed), signatureLine(seen, visit, t.document.approved, revision.approved), signatureLine(seen, visit, t.document.published, revision.published)]
}

export interface ChangeLine { readonly numbers: string; readonly on: string; readonly place: string; readonly what: string }

/** What changed before a document was taken over is not known here. */
const changesIn = ({ t }: Visit, { changes, takenOver }: DocumentRevision): DocumentRevision['changes'] => (takenOver === undefined ? changes : [...changes, { place: t.app.none, what: t.document.earlierChanges }])

const recorded: ReadonlySet<string> = new Set(['effective', 'superseded', 'obsolete'])

/** The change table over all revisions that were ever in force, and over the one that is shown; the newest first. What changed is no old copy: everybody may know it. */
export const changeLines = ({ found: { facts } }: SeenDocument, visit: Visit, shown: DocumentRevision): ChangeLine[] =>
  facts.document.revisions.filter(({ id, state }) => recorded.has(state) || id === shown.id).toReversed().flatMap((one) => changesIn(visit, one).map(({ place, what }) => ({
    numbers: visit.t.documents.issue(two(one.issue), two(one.revision)), on: one.effectiveFromMs === null ? visit.t.app.none : dayOf(visit, one.effectiveFromMs), place, what,
  })))

export interface RevisionLine {
  readonly id: string; readonly numbers: string; readonly state: DocumentRevision['state']; readonly period: string; readonly reason: string
  readonly file: string | null
  /** What is worth knowing of its file: no text in it, and what was remarked when it was looked into. */
  readonly remarks: readonly string[]
  /** The newest one before it that has a file too, to compare it with. */
  readonly before: string | null
  /** Whether a stamped copy can be made of the file, or why not, and whether the visitor may have it as it is. */
  readonly pdf: PdfStanding
  readonly hasOriginal: boolean
}

const periodText = (visit: Visit, { state, effectiveFromMs, effectiveToMs }: DocumentRevision): string => {
  if (effectiveFromMs === null || state === 'withdrawn') return visit.t.app.none
  return effectiveToMs === null ? visit.t.document.fromOn(dayOf(visit, effectiveFromMs)) : visit.t.document.periodOf(dayOf(visit, effectiveFromMs), dayOf(visit, effectiveToMs))
}

/** The size of a file, in whole thousands of bytes. */
const sizeText = ({ t, format }: Visit, bytes: number): string => t.document.kilobytes(format.number(Math.max(1, Math.round(bytes / 1000))))

/** Every revision that the visitor may see, the newest first. */
export const revisionLines = (seen: SeenDocument, visit: Visit): RevisionLine[] => seen.document.revisions.toReversed().map((one) => ({
  id: one.id, numbers: visit.t.documents.issue(two(one.issue), two(one.revision)), state: one.state, period: periodText(visit, one), reason: one.reason,
  file: one.file === null ? null : visit.t.document.fileOf(one.file.name, sizeText(visit, one.file.size)),
  before: one.file === null ? null : seen.document.revisions.findLast(({ ordinal, file }) => ordinal < one.ordinal && file !== null)?.id ?? null,
  pdf: one.file === null ? 'never' : seen.pdfs.get(one.file.objectId) ?? 'never',
  hasOriginal: one.file !== null && (seen.found.read.level === 3 || seen.document.type === 'form' || !hasCopy(seen.pdfs.get(one.file.objectId))),
  remarks: one.file === null ? [] : remarkTexts(visit, seen.inspections.get(one.file.objectId)),
}))

const remarkTexts = ({ t, language }: Visit, told: KeptInspection | undefined): string[] => (told === undefined ? []
  : [...(told.state === 'text' ? [] : [t.textStates[told.state]]), ...told.remarks.map((one) => fileRemarks[one][language])])

export interface LawLineOfDocument { readonly id: string; readonly number: string; readonly title: string; readonly from: string; readonly text: string; readonly kind: 'good' | 'soon' | 'late' }

/** The laws that it must follow, with how many days are left for those that it has not taken up. */
export const lawLines = (seen: SeenDocument, visit: Visit): LawLineOfDocument[] => seen.document.laws.flatMap(({ lawId, taken }) => {
  const { t, format } = visit
  const law = seen.laws.find(({ id }) => id === lawId)
  if (law === undefined) return []
  const dueOn = takeUpBy(law.effectiveFrom)
  const left = daysBetween(seen.today, dueOn)
  const open = left < 0 ? t.document.overdue(format.number(-left), dateText(dueOn)) : t.document.dueIn(format.number(left), dateText(dueOn))
  const done = taken === null ? open : taken.revisionId === null ? t.document.assessed(dayOf(visit, taken.atMs)) : t.document.taken(dayOf(visit, taken.atMs))
  return [{ id: law.id, number: law.number, title: law.title, from: dateText(law.effectiveFrom), text: done, kind: taken === null ? (left < 0 ? 'late' as const : 'soon' as const) : 'good' as const }]
})

export interface CopyLine { readonly number: string; readonly holder: string; readonly given: string; readonly text: string; readonly kind: 'good' | 'late' | 'ended' }

/** Copies on paper: in use, to be called in because their revision is no longer in force, or called in. */
export const copyLines = (seen: SeenDocument, visit: Visit): CopyLine[] => {
  const { t } = visit
  const inForce = inForceOf(seen.document)?.id ?? null
  return seen.document.copies.map(({ number, revisionId, holder, givenAtMs, recalledAtMs, outcome }) => {
    const standing = recalledAtMs !== null ? { kind: 'ended' as const, text: `${outcome === null ? t.document.recalled : t.copyOutcomes[outcome]} ${dayOf(visit, recalledAtMs)}` }
      : revisionId === inForce ? { kind: 'good' as const, text: t.document.out } : { kind: 'late' as const, text: t.document.callIn }
    return { number: two(number), holder, given: dayOf(visit, givenAtMs), ...standing }
  })
}

export interface DocumentEventLine { readonly what: string; readonly at: string; readonly who: string; readonly about: string; readonly texts: readonly string[]; readonly odd: boolean }

/** What an event is called. */
export const documentEventText = ({ t }: Visit, event: string): string => t.documentEvents[event as JournaledDocumentEvent] ?? event

/** What happened, the newest first. */
export const documentTimeline = (seen: SeenDocument, visit: Visit): DocumentEventLine[] => (seen.journal?.entries ?? []).toReversed().map(({ entry }) => {
  const { t, format } = visit
  const { account, onBehalfOf } = entry.actor
  const who = account === null ? t.document.byItself : nameOfPerson(seen, visit, account)
  return {
    what: documentEventText(visit, entry.event), at: format.at(parseInstant(entry.at, 'UTC')),
    who: onBehalfOf === null ? who : `${who} (${t.document.onBehalf(nameOfPerson(seen, visit, onBehalfOf))})`,
    about: entry.revision === null ? '' : `${t.documents.issue(two(entry.revision.issue), two(entry.revision.revision))} → ${t.revisionStates[entry.revision.state]}`,
    texts: [
      ...(entry.reason === undefined ? [] : [entry.reason]), ...(entry.decision === undefined ? [] : [t.document.decisionOf(entry.decision.number, dateText(entry.decision.on))]),
      ...(entry.law === undefined ? [] : [lawText(seen, visit, entry.law)]),
    ],
    odd: ['RETURN', 'WITHDRAW', 'RETIRE'].includes(entry.event),
  }
})
