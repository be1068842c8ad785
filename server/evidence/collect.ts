/** Reads everything that one dossier's part of an evidence pack tells. */
import type { Dossier, JournalEntry, PersonalField } from '../../schemas/dossier.ts'
import type { PaperForm } from '../../schemas/paper.ts'
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import { readEvidence, readEvidenceQuality, type EvidenceFacts, type EvidenceQuality } from '../../storage/evidence.ts'
import type { KeptEntry, Reader } from '../../storage/dossiers.ts'
import { readBookNumber, readNames, type RegisteredNames } from '../../storage/papers.ts'
import { localDateOf, startOfDateMs } from '../../workflows/calendar/index.ts'
import { apologyLine, issuedApology } from '../../workflows/dossier/apology.ts'
import { certificateOf, type Certificate } from '../../workflows/dossier/certificate.ts'
import { handOvers } from '../../workflows/dossier/hand-overs.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { issuedPapers, paperFacts, type PaperCase, type TextedEntry } from '../../workflows/dossier/paper-facts.ts'
import { reasonsOf, type Reasons } from '../../workflows/dossier/reasons.ts'
import type { ApologyLine } from '../../schemas/apology.ts'
import type { HandOverRow, PaperFacts } from '../../schemas/paper.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Deps } from '../deps.ts'
import { readVerified } from '../journal.ts'

/** What stands where personal data is kept back. */
const redactedText = '[đã che]'

/** One dossier with all that its evidence is made from. */
export interface EvidenceCase {
  readonly dossier: Dossier
  readonly rules: Rules
  readonly kept: readonly KeptEntry[]
  readonly entries: readonly JournalEntry[]
  readonly journal: readonly TextedEntry[]
  readonly facts: EvidenceFacts
  readonly quality: EvidenceQuality
  /** By when an apology was to be made and whether it was; null when none is owed. */
  readonly apology: ApologyLine | null
  readonly names: RegisteredNames
  readonly calendars: readonly WorkingCalendar[]
  readonly certificate: Certificate
  readonly handOvers: readonly HandOverRow[]
  readonly reasons: Reasons
  readonly papers: readonly { readonly form: PaperForm; readonly seq: number; readonly facts: PaperFacts }[]
  readonly personal: readonly PersonalField[] | null
  readonly verified: boolean
  readonly untilMs: number
}

const named = (ids: readonly (string | null | undefined)[]): string[] => [...new Set(ids.filter((id) => typeof id === 'string'))]

/** Everybody and every unit that a journal names. */
const idsOf = (dossier: Dossier, entries: readonly JournalEntry[]): { units: string[]; people: string[] } => ({
  units: named([dossier.receivingUnitId, dossier.responsibleUnitId, ...entries.flatMap(({ actor, steps }) => [actor.unit, ...steps.map(({ unit }) => unit)])]),
  people: named(entries.flatMap(({ actor, steps }) => [actor.account, actor.onBehalfOf, ...steps.map(({ holder }) => holder)])),
})

/** Everybody and every unit that the registers of quality name beside them. */
const qualityIdsOf = ({ nonconformities, actions }: EvidenceQuality): { units: string[]; people: string[] } => ({
  units: named([...nonconformities.map(({ unitId }) => unitId), ...actions.map(({ body }) => body.unitId)]),
  people: named([
    ...nonconformities.flatMap(({ foundBy, settled }) => [foundBy, settled?.accountId, settled?.onBehalfOf]),
    ...actions.flatMap(({ body: { ownerId, evidence, proposed, submitted, approved, finished, verified, ended } }) =>
      [ownerId, ...evidence.map(({ accountId }) => accountId), ...[proposed, submitted, approved, finished, verified, ended].flatMap((one) => [one?.accountId, one?.onBehalfOf])]),
  ]),
})

/** The versions of the calendar that entries name, oldest first. */
const calendarsOf = async (deps: Deps, dossier: Dossier, entries: readonly JournalEntry[]): Promise<WorkingCalendar[]> => {
  const names = [...new Set([...entries.map(({ calendar }) => calendar), `${dossier.calendarId}@${dossier.calendarVersion}`])].sort()
  return Promise.all(names.map(async (name) => {
    const at = name.lastIndexOf('@')
    return (await deps.rules.calendarOf({ tenantId: dossier.tenantId, calendarId: name.slice(0, at), calendarVersion: Number(name.slice(at + 1)) })).calendar
  }))
}

/** The journal with its texts, or with a mark wherever one was committed to. */
const textsOf = (kept: readonly KeptEntry[], clear: boolean): TextedEntry[] => kept.map(({ canonical, personal }) => {
  const entry = JSON.parse(canonical) as JournalEntry
  return { entry, texts: clear ? personal ?? {} : Object.fromEntries(Object.keys(entry.personal ?? {}).map((field) => [field, redactedText])) }
})

const applicantOf = ({ applicant }: EvidenceFacts, clear: boolean): PaperCase['applicant'] => {
  if (clear || applicant === null) return applicant
  const hidden = (text: string | null): string | null => (text === null ? null : redactedText)
  const { kind, phone, email, address, subject } = applicant
  return { kind, name: redactedText, phone: hidden(phone), email: hidden(email), address: hidden(address), subject: hidden(subject) }
}

/** What was read of one dossier. */
export type Gathered = Pick<EvidenceCase, 'dossier' | 'rules' | 'kept' | 'facts' | 'quality' | 'names' | 'calendars' | 'verified'> & { readonly bookNumber: number | null }

/** The case that follows from what was read. `clear` false: personal data is kept back, visibly. Pure. */
export function collectFrom({ bookNumber, ...read }: Gathered, { clear, nowMs }: { readonly clear: boolean; readonly nowMs: number }): EvidenceCase {
  const { dossier, rules, names, kept, facts, quality: { letter } } = read
  const journal = textsOf(kept, clear)
  const entries = journal.map(({ entry }) => entry)
  const one: PaperCase = { rules, dossier, applicant: applicantOf(facts, clear), journal, names, bookNumber }
  const untilMs = dossier.clock.endedAtMs ?? nowMs
  return {
    ...read, journal, entries, facts: { ...facts, applicant: one.applicant }, untilMs,
    apology: apologyLine(rules.calendar, { dossier, field: rules.compiled.definition.field?.code ?? null, issued: issuedApology(entries), letter }, nowMs),
    certificate: certificateOf(rules, dossier, entries), handOvers: handOvers(rules, entries, names), reasons: reasonsOf(rules, entries, untilMs),
    papers: issuedPapers(rules, entries).map(({ form, seq }) => ({ form, seq, facts: paperFacts(one, form, form === 'control-slip' ? undefined : seq) })),
    personal: clear ? facts.personal : null,
  }
}

/** Reads one case, as far as the reader may see it; null: the operator. @throws DomainError not-found */
export async function collect(deps: Deps, dossier: Dossier, how: { readonly reader: Reader | null; readonly clear: boolean; readonly nowMs: number }): Promise<EvidenceCase> {
  const [rules, { entries: kept, verified }, quality] = await Promise.all([deps.rules.rulesOf(dossier), readVerified(deps, dossier), readEvidenceQuality(deps.pool, dossier, how.reader)])
  const entries = kept.map(({ canonical }) => JSON.parse(canonical) as JournalEntry)
  const { zone } = rules.calendar.calendar
  const [ids, more] = [idsOf(dossier, entries), qualityIdsOf(quality)]
  const yearStart = dossier.receivedAtMs === null ? null : startOfDateMs(`${localDateOf(dossier.receivedAtMs, zone).slice(0, 4)}-01-01`, zone)
  const [facts, names, calendars, bookNumber] = await Promise.all([
    readEvidence(deps.pool, dossier.tenantId, dossier.id, ids.people),
    readNames(deps.pool, dossier.tenantId, { units: named([...ids.units, ...more.units]), people: named([...ids.people, ...more.people]) }, localDateOf(dossier.lastEventAtMs, zone)),
    calendarsOf(deps, dossier, entries),
    yearStart === null ? null : readBookNumber(deps.pool, dossier.tenantId, dossier.id, yearStart),
  ])
  if (facts === null) throw new DomainError('not-found')
  return collectFrom({ dossier, rules, kept, facts, quality, names, calendars, verified, bookNumber }, how)
}
