/** Apologies: the register, what is known of one dossier's, the letter that lies ready, and one that was sent beside the procedure. */
import { type ApologyCounts, apologyLinesMax, type ApologyOfDossier, type ApologyRegister, type NewApologyLetter } from '../../schemas/apology.ts'
import type { JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { PaperApplicant, PaperIssuer } from '../../schemas/paper.ts'
import { addApologyLetter, findApologyLetter, listApologies } from '../../storage/apologies.ts'
import { type ReadDossier, readDossier } from '../../storage/dossiers.ts'
import { readNames } from '../../storage/papers.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { formatInstant, localDateOf } from '../../workflows/calendar/index.ts'
import { apologyLine, apologyReason, countApologies, dueDayOf, isApologyToPrepare, issuedApology, lastDayOf, mayRecordApology } from '../../workflows/dossier/apology.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { issuerOf } from '../../workflows/dossier/paper-facts.ts'
import type { Deps } from '../deps.ts'
import { readVerified } from '../journal.ts'
import { type Audience, boundsOf } from '../reports/statistics.ts'
import { once, type Done } from './once.ts'

/** Counts of a period for a report, as they were known at an instant; null when there are more than one register holds. */
export const apologyCounts = (deps: Pick<Deps, 'pool' | 'rules' | 'clock'>, audience: Audience, asked: { readonly from: string; readonly to: string; readonly knownAtMs: number }): Promise<ApologyCounts | null> =>
  apologyRegister(deps, audience, asked).then(({ counts }) => counts, (error: unknown) => { if (error instanceof DomainError && error.code === 'period-too-long') return null; throw error })

/** The register of a period, as it was known at an instant (null: now). @throws DomainError invalid-request | period-too-long */
export async function apologyRegister(deps: Pick<Deps, 'pool' | 'rules' | 'clock'>, { tenantId, zone, reader }: Audience, { from, to, knownAtMs = null }: { readonly from: string; readonly to: string; readonly knownAtMs?: number | null }): Promise<ApologyRegister> {
  const atMs = knownAtMs ?? deps.clock.nowMs()
  const found = await listApologies(deps.pool, tenantId, reader, { ...boundsOf({ from, to }, zone), knownAtMs: atMs, limit: apologyLinesMax + 1 })
  if (found.length > apologyLinesMax) throw new DomainError('period-too-long', { linesMax: apologyLinesMax })
  const lines = (await Promise.all(found.map(async (one) => apologyLine(await deps.rules.calendarOf(one.dossier), one, atMs) ?? []))).flat()
  return { from, to, asOf: formatInstant(atMs, zone), counts: countApologies(lines), lines }
}

interface Known { readonly found: ReadDossier; readonly rules: Rules; readonly view: ApologyOfDossier }

const readKnown = async (deps: Deps, { reader }: SignedInPerson, id: string): Promise<Known> => {
  const found = await readDossier(deps.pool, reader, { id })
  if (found === null) throw new DomainError('not-found')
  const { dossier } = found.facts
  const rules = await deps.rules.rulesOf(dossier)
  const { entries } = await readVerified(deps, dossier)
  const nowMs = deps.clock.nowMs()
  const issued = issuedApology(entries.map(({ canonical }) => JSON.parse(canonical) as JournalEntry))
  const letter = await findApologyLetter(deps.pool, reader.tenantId, id)
  const line = apologyLine(rules.calendar, { dossier, field: rules.compiled.definition.field?.code ?? null, issued, letter }, nowMs)
  const { dueAtMs } = dossier.clock
  const prepared = letter === null && isApologyToPrepare(rules, dossier, nowMs)
  return { found, rules, view: {
    line, prepared, lastDayOn: line?.lastDayOn ?? (dueAtMs === null ? null : lastDayOf(rules.calendar, dueAtMs)), reason: prepared ? apologyReason(rules, dossier, nowMs) : null,
  } }
}

/** What is known of the apology of a dossier. @throws DomainError not-found, for unknown ones and for those of others alike */
export const apologyOf = async (deps: Deps, person: SignedInPerson, id: string): Promise<ApologyOfDossier> => (await readKnown(deps, person, id)).view

/** What the letter that lies ready says; number, new date and signature are left for a person. */
export interface PreparedApology {
  readonly issuer: PaperIssuer; readonly desk: string; readonly code: string | null; readonly procedure: string; readonly on: string; readonly nowMs: number
  readonly applicant: Pick<PaperApplicant, 'kind' | 'name'>; readonly receivedOn: string | null; readonly dueOn: string; readonly isPast: boolean; readonly reason: string | null
}

/** The letter of a dossier that is hardly in time. @throws DomainError not-found: the dossier, or nothing is prepared for it */
export async function preparedApology(deps: Deps, person: SignedInPerson, id: string): Promise<PreparedApology> {
  const { found: { facts: { dossier }, applicant }, rules, view } = await readKnown(deps, person, id)
  const { dueAtMs } = dossier.clock
  if (!view.prepared || dueAtMs === null) throw new DomainError('not-found')
  const nowMs = deps.clock.nowMs()
  const { tenantId, zone, today } = person.reader
  const names = await readNames(deps.pool, tenantId, { units: [dossier.receivingUnitId, dossier.responsibleUnitId], people: [] }, today)
  return {
    issuer: issuerOf(names, dossier.responsibleUnitId), desk: names.units.get(dossier.receivingUnitId)?.name ?? names.agency, code: dossier.code, procedure: rules.compiled.definition.title.vi, on: today, nowMs,
    applicant: { kind: applicant?.kind ?? 'other', name: applicant?.name ?? '–' }, receivedOn: dossier.receivedAtMs === null ? null : localDateOf(dossier.receivedAtMs, zone),
    dueOn: dueDayOf(rules.calendar, dueAtMs), isPast: dueAtMs < nowMs, reason: view.reason,
  }
}

const fault = (message: string, messageEn: string): DomainError => new DomainError('invalid-request', { errors: [{ at: '/on', rule: 'range', message, messageEn }] })

/**
 * Records a letter that was sent beside the procedure: after the end of the dossier, or on paper alone.
 * @throws DomainError not-found | role-not-granted | invalid-request (a day to come, or before the receipt) | apology-already-issued | idempotency-key-reused
 */
export const recordApologyLetter = async (deps: Deps, { person, key, id, body }: { readonly person: SignedInPerson; readonly key: string; readonly id: string; readonly body: NewApologyLetter }): Promise<Done<ApologyOfDossier>> => {
  const { replayed } = await once(deps, { person, key, request: { apologyLetter: body, id } }, async (em) => {
    const { reader } = person
    const { found: { facts } } = await readKnown(deps, person, id)
    mayRecordApology(facts.actor, [...facts.responsibleLine, ...facts.receivingLine])
    const receivedOn = facts.dossier.receivedAtMs === null ? null : localDateOf(facts.dossier.receivedAtMs, reader.zone)
    if (body.on > reader.today) throw fault('ngày chưa đến', 'this day is still to come')
    if (receivedOn === null || body.on < receivedOn) throw fault('không được trước ngày tiếp nhận hồ sơ', 'must not be before the receipt of the dossier')
    const isNew = await addApologyLetter(executorIn(em), reader.tenantId, { dossierId: id, number: body.number.normalize('NFC'), on: body.on, accountId: reader.accountId, nowMs: deps.clock.nowMs() })
    if (!isNew) throw new DomainError('apology-already-issued')
    return { id }
  })
  return { answer: await apologyOf(deps, person, id), replayed }
}
