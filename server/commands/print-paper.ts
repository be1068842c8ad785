/** Prints papers: what the journal states, for whoever may read the dossier. Nothing is kept; the same facts give the same bytes. */
import type { JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { formNumbers, paperForms, type BookPeriod, type IssuedPapers, type PaperFacts, type PaperForm, type PrintedPaper } from '../../schemas/paper.ts'
import { readDossier } from '../../storage/dossiers.ts'
import { readBookNumber, readNames, readTrackingBook } from '../../storage/papers.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addDays, localDateOf, startOfDateMs } from '../../workflows/calendar/index.ts'
import { bookLine } from '../../workflows/dossier/book-line.ts'
import { issuedPapers, issuerOf, paperFacts, type PaperCase } from '../../workflows/dossier/paper-facts.ts'
import type { Deps } from '../deps.ts'
import { readVerified } from '../journal.ts'
import { renderPaper, renderTrackingBook } from '../render/index.ts'

/** Lines of one book: about 400 pages, drawn in some seconds. */
export const bookLinesMax = 2_000

/** What the papers are called. */
export const paperTitles: Readonly<Record<PaperForm, string>> = {
  'receipt': 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', 'supplement-request': 'Phiếu yêu cầu bổ sung hồ sơ', 'refusal': 'Phiếu từ chối tiếp nhận hồ sơ',
  'apology': 'Phiếu xin lỗi và hẹn lại ngày trả kết quả', 'stop-notice': 'Thông báo dừng giải quyết hồ sơ', 'control-slip': 'Phiếu kiểm soát quá trình giải quyết hồ sơ',
}

/** A form by its name; anything else is simply not found. */
const formOf = (name: string): PaperForm => {
  const form = paperForms.find((one) => one === name)
  if (form === undefined) throw new DomainError('not-found')
  return form
}

const yearStart = (on: string, zone: string): number => startOfDateMs(`${on.slice(0, 4)}-01-01`, zone)

/** Everything that a paper of a dossier is made from, with the names that units had on the day of its issue; the number in the book is counted for the receipt alone. @throws DomainError not-found, for unknown ones and for those of others alike */
async function readPaperCase(deps: Deps, { reader }: SignedInPerson, { id, form, seq }: { readonly id: string; readonly form: PaperForm; readonly seq: number | undefined }): Promise<PaperCase> {
  const found = await readDossier(deps.pool, reader, { id })
  if (found === null) throw new DomainError('not-found')
  const { facts: { dossier }, applicant } = found
  const rules = await deps.rules.rulesOf(dossier)
  const { entries: kept } = await readVerified(deps, dossier)
  const journal = kept.map(({ canonical, personal }) => ({ entry: JSON.parse(canonical) as JournalEntry, texts: personal ?? {} }))
  const entries = journal.map(({ entry }) => entry)
  const issued = issuedPapers(rules, entries).findLast((one) => one.form === form && (seq === undefined || one.seq === seq))
  const names = await readNames(deps.pool, reader.tenantId, idsOf(entries, [dossier.receivingUnitId, dossier.responsibleUnitId]), issued?.on ?? reader.today)
  const bookNumber = form !== 'receipt' || dossier.receivedAtMs === null ? null
    : await readBookNumber(deps.pool, reader.tenantId, dossier.id, yearStart(localDateOf(dossier.receivedAtMs, rules.calendar.calendar.zone), rules.calendar.calendar.zone))
  return { rules, dossier, applicant, journal, names, bookNumber }
}

/** Every unit and person that the journal names. */
function idsOf(entries: readonly JournalEntry[], units: readonly string[]): { units: string[]; people: string[] } {
  const named = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]
  return {
    units: named([...units, ...entries.flatMap(({ actor, steps }) => [actor.unit, ...steps.map(({ unit }) => unit)])]),
    people: named(entries.flatMap(({ actor, steps }) => [actor.account, actor.onBehalfOf, ...steps.map(({ holder }) => holder)])),
  }
}

/** Where a paper is read; the control slip has one state, that of now. */
export const paperHref = (dossierId: string, { form, seq }: { readonly form: PaperForm; readonly seq: number }): string =>
  `/api/v1/dossiers/${dossierId}/papers/${form}.pdf${form === 'control-slip' ? '' : `?seq=${seq}`}`

/** What a dossier has issued so far, and where each paper is. @throws DomainError not-found */
export async function listPapers(deps: Deps, { reader }: SignedInPerson, id: string): Promise<IssuedPapers> {
  const found = await readDossier(deps.pool, reader, { id })
  if (found === null) throw new DomainError('not-found')
  const { entries: kept } = await readVerified(deps, found.facts.dossier)
  const issued = issuedPapers(await deps.rules.rulesOf(found.facts.dossier), kept.map(({ canonical }) => JSON.parse(canonical) as JournalEntry))
  return {
    items: issued.map((one) => ({ ...one, number: formNumbers[one.form], href: paperHref(id, one) })),
  }
}

/** `origin`: where the request came in, for the link on a receipt; absent: no link. */
export interface PaperRequest { readonly id: string; readonly form: string; readonly seq?: number | undefined; readonly origin?: string }

/** A receipt with the link to its dossier. */
const linked = (deps: Deps, facts: PaperFacts, { dossier }: PaperCase, origin: string | undefined): PaperFacts => {
  const link = facts.form !== 'receipt' || origin === undefined ? null : deps.links.linkOf(dossier, origin)
  return facts.form === 'receipt' && link !== null ? { ...facts, link } : facts
}

/** A paper of a dossier, of the entry `seq` or of the last that issued it. @throws DomainError not-found, paper-not-issued */
export async function printPaper(deps: Deps, person: SignedInPerson, asked: PaperRequest): Promise<PrintedPaper> {
  const form = formOf(asked.form)
  const found = await readPaperCase(deps, person, { ...asked, form, seq: asked.seq })
  const facts = linked(deps, paperFacts(found, form, asked.seq), found, asked.origin)
  return { fileName: `${[paperTitles[form], facts.code ?? []].flat().join(' ')}.pdf`, bytes: await renderPaper(facts) }
}

/** The tracking book of what the person may see, received from the first day to the last. @throws DomainError dates-reversed, period-too-long */
export async function printTrackingBook(deps: Deps, { reader }: SignedInPerson, { from, to }: BookPeriod): Promise<PrintedPaper> {
  if (to < from) throw new DomainError('dates-reversed')
  const { zone, today, tenantId } = reader
  const stretch = { yearStartMs: yearStart(from, zone), fromMs: startOfDateMs(from, zone), toMs: startOfDateMs(addDays(to, 1), zone) }
  const rows = await readTrackingBook(deps.pool, reader, stretch, bookLinesMax + 1)
  if (rows.length > bookLinesMax) throw new DomainError('period-too-long', { linesMax: bookLinesMax })
  const lines = await Promise.all(rows.map(async (row) => bookLine(row, await deps.rules.calendarOf(row.dossier)) ?? []))
  const desks = new Set(rows.map(({ dossier }) => dossier.receivingUnitId))
  const names = await readNames(deps.pool, tenantId, { units: [...desks], people: [] }, to)
  const facts = {
    issuer: issuerOf(names, desks.size === 1 ? [...desks][0] ?? null : null), from, to, printedOn: today, issuedAtMs: startOfDateMs(today, zone), lines: lines.flat(),
  }
  return { fileName: `Sổ theo dõi hồ sơ ${from} đến ${to}.pdf`, bytes: await renderTrackingBook(facts) }
}
