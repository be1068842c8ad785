/** What each paper of a dossier states, out of the dossier and its journal: dates and texts of the event that issued it, nothing of today. */
import type { ApplicantKind, Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import {
  erasedText, formNumbers, type ApologyFacts, type ControlSlipFacts, type PaperApplicant, type PaperFacts, type PaperForm, type PaperIssuer, type PaperSigner,
  type ReceiptFacts, type RefusalFacts, type StopFacts, type SupplementFacts,
} from '../../schemas/paper.ts'
import { localDateOf, parseInstant } from '../calendar/index.ts'
import { entryMs, handOvers, personName, stampOf, unitName, type PaperNames } from './hand-overs.ts'
import type { Rules } from './lifecycle.ts'

/** One journal entry with the personal texts that were not erased. */
export interface TextedEntry { readonly entry: JournalEntry; readonly texts: Readonly<Record<string, string>> }
/** The applicant's clear data; empty after an erasure. */
export interface GivenApplicant {
  readonly kind: ApplicantKind; readonly name: string; readonly phone: string | null; readonly email: string | null
  readonly address: string | null; readonly subject: string | null
}
/** Everything that papers of one dossier are made from. */
export interface PaperCase {
  readonly rules: Rules
  readonly dossier: Dossier
  readonly applicant: GivenApplicant | null
  readonly journal: readonly TextedEntry[]
  readonly names: PaperNames
  /** Running number in the tracking book of the year; null where the book does not list it. */
  readonly bookNumber: number | null
}
interface Issue { readonly one: PaperCase; readonly at: TextedEntry; readonly before: JournalEntry | null }

/**
 * The facts of a paper; where the form was issued more than once, of the last time or of the entry `seq`.
 * @throws DomainError paper-not-issued: nothing of the journal issued it
 */
export function paperFacts(one: PaperCase, form: PaperForm, seq?: number): PaperFacts {
  if (form === 'control-slip') return controlSlip(one)
  const issue = issueOf(one, form, seq)
  switch (form) {
    case 'receipt': return receipt(issue)
    case 'supplement-request': return supplement(issue)
    case 'refusal': return refusal(issue)
    case 'apology': return apology(issue)
    case 'stop-notice': return stopNotice(issue)
  }
}

/** The papers that this dossier has issued so far: form, journal entry and local day, in order; a control slip once it is received. */
export function issuedPapers(rules: Rules, entries: readonly JournalEntry[]): { form: PaperForm; seq: number; on: string }[] {
  const numbers = Object.entries(formNumbers) as [PaperForm, string][]
  const issued = entries.flatMap((entry) => {
    const form = numbers.find(([, number]) => number === entry.paper?.form)?.[0]
    return form === undefined ? [] : [{ form, seq: entry.seq, on: dayOf(rules, entry) }]
  })
  const last = entries.at(-1)
  return last === undefined || !entries.some(({ clock }) => clock.mode !== 'notStarted') ? issued : [...issued, { form: 'control-slip', seq: last.seq, on: dayOf(rules, last) }]
}

const dayOf = (rules: Rules, entry: JournalEntry): string => localDateOf(entryMs(entry), rules.calendar.calendar.zone)

function issueOf(one: PaperCase, form: PaperForm, seq: number | undefined): Issue {
  const index = one.journal.findLastIndex(({ entry }) => entry.paper?.form === formNumbers[form] && (seq === undefined || entry.seq === seq))
  const at = one.journal[index]
  if (at === undefined) throw new DomainError('paper-not-issued', { form, issued: issuedPapers(one.rules, one.journal.map(({ entry }) => entry)).map((paper) => paper.form) })
  return { one, at, before: one.journal[index - 1]?.entry ?? null }
}

/** What all papers say. `unitId` issues it. */
function headOf(one: PaperCase, { entry }: TextedEntry, unitId: string | null) {
  const { rules, dossier, names } = one
  return {
    issuer: issuerOf(names, unitId), number: entry.paper?.number ?? null, on: entry.paper?.on ?? dayOf(rules, entry), issuedAtMs: entryMs(entry),
    code: entry.code ?? null, procedure: rules.compiled.definition.title.vi, applicant: applicantOf(one),
    signer: signerOf(names, entry), desk: unitName(names, dossier.receivingUnitId),
  }
}

const signerOf = (names: PaperNames, { actor }: JournalEntry): PaperSigner =>
  ({ role: actor.role, name: personName(names, actor.account), insteadOf: personName(names, actor.onBehalfOf) })

/** Who issues a paper is written in full; whoever stands above it may be abbreviated. Source: NĐ 30/2020/NĐ-CP appendix I. */
const inFull = (name: string): string => name.replace(/^UBND(?=\s)/u, 'Ủy ban nhân dân').replace(/^HĐND(?=\s)/u, 'Hội đồng nhân dân')

/** A unit below the agency stands under the agency's name; the agency itself stands alone. */
export function issuerOf(names: PaperNames, unitId: string | null): PaperIssuer {
  const unit = unitId === null ? undefined : names.units.get(unitId)
  const itself = unit === undefined || unit.kind === 'agency' || unit.kind === 'leadership' || unit.name === names.agency
  return { superior: itself ? null : names.agency, name: inFull(itself ? names.agency : unit.name), place: placeOf(names.agency) }
}

/** The place before the date, as the agency's name ends in it ("Ủy ban nhân dân xã Thuận Lộc"); null: written in by hand. Source: NĐ 30/2020, appendix I. */
const placeOf = (agency: string): string | null => {
  const found = /(?:^|\s)(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+(\S.*)$/iu.exec(agency.normalize('NFC').replace(/\s*\([^)]*\)$/, ''))
  if (found === null) return null
  const [, kind = '', name = ''] = found
  return /^\d/.test(name) ? `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)} ${name}` : name
}

/** What was committed to and has no text any more was erased; what was never given stays out of the paper. */
function applicantOf({ applicant, journal }: PaperCase): PaperApplicant {
  const erased = (field: string): boolean => journal.some(({ entry, texts }) => entry.personal?.[field] !== undefined && texts[field] === undefined)
  const said = (field: 'address' | 'phone' | 'email' | 'subject'): string | null => (erased(field) ? erasedText : applicant?.[field] ?? null)
  return {
    kind: applicant?.kind ?? 'other', name: erased('name') ? erasedText : applicant?.name ?? '–',
    address: said('address'), phone: said('phone'), email: said('email'), subject: said('subject'),
  }
}

const reasonOf = ({ entry, texts }: TextedEntry): string | null => (entry.personal?.['reason'] === undefined ? null : texts['reason'] ?? erasedText)
const stampOrNull = (one: PaperCase, instant: string | null | undefined) => (instant == null ? null : stampOf(parseInstant(instant, 'UTC'), one.rules.calendar))
const msStampOrNull = (one: PaperCase, ms: number | null) => (ms === null ? null : stampOf(ms, one.rules.calendar))

function receipt({ one, at }: Issue): ReceiptFacts {
  const { dossier, rules, journal } = one
  const { requiredPapers, fee, limit, limitVariants } = rules.compiled.definition
  const added = journal.findLast(({ entry }) => entry.seq > at.entry.seq && (entry.event === 'SUPPLEMENT_RECEIVED' || entry.event === 'REQUEST_COMPLETION'))
  return {
    form: 'receipt', ...headOf(one, at, dossier.receivingUnitId), channel: dossier.channel,
    papers: dossier.papers.map(({ code, originals, copies }) => ({ name: requiredPapers.find((paper) => paper.code === code)?.name.vi ?? code, originals, copies })),
    papersUpTo: added === undefined ? null : dayOf(rules, added.entry),
    limit: (dossier.limitVariant === null ? undefined : limitVariants?.[dossier.limitVariant]?.limit) ?? limit,
    receivedAt: stampOf(entryMs(at.entry), rules.calendar), dueAt: stampOrNull(one, at.entry.clock.dueAt),
    fee: fee === undefined ? null : { amountDong: fee.amountDong, note: fee.note ?? null }, bookNumber: one.bookNumber,
  }
}

function supplement({ one, at }: Issue): SupplementFacts {
  const stopped = at.entry.clock.mode === 'stopped'
  return { form: 'supplement-request', ...headOf(one, at, at.entry.actor.unit), reason: reasonOf(at), onResume: stopped ? one.rules.compiled.definition.onResume : null }
}

const refusal = ({ one, at }: Issue): RefusalFacts => ({ form: 'refusal', ...headOf(one, at, at.entry.actor.unit), reason: reasonOf(at) })

function apology({ one, at, before }: Issue): ApologyFacts {
  const due = before?.clock.dueAt ?? null
  return {
    form: 'apology', ...headOf(one, at, at.entry.actor.unit), receivedAt: msStampOrNull(one, one.dossier.receivedAtMs),
    dueAt: stampOrNull(one, due), newDueAt: stampOrNull(one, at.entry.clock.dueAt), reason: reasonOf(at),
    inTime: due === null || entryMs(at.entry) <= parseInstant(due, 'UTC'),
  }
}

function stopNotice({ one, at, before }: Issue): StopFacts {
  const { steps } = one.rules.compiled
  return {
    form: 'stop-notice', ...headOf(one, at, at.entry.actor.unit), receivedAt: msStampOrNull(one, one.dossier.receivedAtMs),
    dueAt: stampOrNull(one, before?.clock.dueAt), stoppedAt: stampOf(entryMs(at.entry), one.rules.calendar), reason: reasonOf(at),
    ground: at.entry.steps.map(({ step }) => steps.get(step)?.stopGround ?? null).find((ground) => ground !== null) ?? null, clock: at.entry.clock.mode,
  }
}

function controlSlip(one: PaperCase): ControlSlipFacts {
  const { dossier, names, rules, journal } = one
  const entries = journal.map(({ entry }) => entry)
  const last = journal.at(-1)
  if (last === undefined || dossier.receivedAtMs === null) throw new DomainError('paper-not-issued', { form: 'control-slip', issued: issuedPapers(rules, entries).map((paper) => paper.form) })
  const own = new Set<string>([dossier.receivingUnitId, dossier.responsibleUnitId])
  const others = new Set(entries.flatMap(({ steps }) => steps.map(({ unit }) => unit)).filter((unit) => !own.has(unit)))
  const due = dossier.clock.dueAtMs ?? dossier.clock.dueOriginalAtMs
  return {
    form: 'control-slip', ...headOf(one, last, dossier.receivingUnitId), code: dossier.code, number: null, on: dayOf(rules, last.entry),
    signer: { role: null, name: null, insteadOf: null }, receivedAt: stampOf(dossier.receivedAtMs, rules.calendar), dueAt: msStampOrNull(one, due),
    unit: unitName(names, dossier.responsibleUnitId), others: [...others].map((unit) => unitName(names, unit)), rows: handOvers(rules, entries, names),
    resultAt: msStampOrNull(one, dossier.resultReadyAtMs), timeliness: dossier.timeliness, daysLate: dossier.daysLate,
  }
}
