/** Puts an evidence pack together: files in one order, a manifest over all of them, and a ZIP in which every byte is fixed by its content. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { zipSync, type Zippable } from 'fflate'
import { formNumbers } from '../../schemas/paper.ts'
import { formatInstant, localDateOf } from '../../workflows/calendar/index.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { renderPaper } from '../render/index.ts'
import type { EvidenceCase } from './collect.ts'
import { evidenceDocument } from './document.ts'
import { pathChart } from './path-chart.ts'
import { qualityFiles } from './quality.ts'
import { readMe } from './words.ts'

/** A file of a pack. Names are ASCII, so that every program unpacks them alike. */
export interface PackFile { readonly path: string; readonly bytes: Uint8Array }

/** What is packed. `madeAtMs` stands in manifest and document; nothing else depends on the clock. */
export interface PackRequest { readonly agencyCode: string; readonly agency: string; readonly clear: boolean; readonly madeAtMs: number; readonly zone: string; readonly cases: readonly EvidenceCase[] }

/** A part of the pack that belongs to one dossier, as the manifest names it. `proof` is the place of a Merkle proof of the chain's head. */
interface Part {
  readonly folder: string; readonly code: string; readonly head: { readonly seq: number; readonly hash: string; readonly proof: null }
  readonly papers: readonly { readonly seq: number; readonly form: string; readonly path: string }[]
  readonly claims: readonly { readonly claim: string; readonly rests: readonly string[] }[]
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')
/** Readable JSON, members in one order. */
const json = (value: unknown): Uint8Array => utf8(`${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`)
/** Without members that are absent: the canonical form knows no `undefined`. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** The verifier, as it lies beside this file. */
const verifierBytes = (): Uint8Array => readFileSync(new URL('./verify.mjs', import.meta.url))

/** The ZIP of these files as they come: stored, dated 1980-01-01, no extra fields. Verification demands exactly these bytes. */
export function zipOf(files: readonly PackFile[]): Uint8Array {
  const named: Zippable = Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]))
  return zipSync(named, { level: 0, mtime: '1980-01-01T00:00:00' })
}

/** The files with manifest and its hash at the end. */
export function sealed(files: readonly PackFile[], told: Readonly<Record<string, unknown>>): PackFile[] {
  const listed = files.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: sha256(bytes) }))
  const manifest = json({ ...told, format: 'quytrinh-evidence', version: 1, files: listed })
  return [...files, { path: 'manifest.json', bytes: manifest }, { path: 'manifest.sha256', bytes: utf8(`${sha256(manifest)}  manifest.json\n`) }]
}

const folderOf = ({ dossier }: EvidenceCase): string => `dossiers/${dossier.code ?? dossier.id}`

const stateOf = ({ dossier }: EvidenceCase) => ({
  id: dossier.id, code: dossier.code, status: dossier.status, procedureCode: dossier.procedureCode, procedureHash: dossier.procedureHash,
  calendar: `${dossier.calendarId}@${dossier.calendarVersion}`, channel: dossier.channel, timeliness: dossier.timeliness, daysLate: dossier.daysLate,
  timelinessVsOriginal: dossier.timelinessVsOriginal, timelinessRule: dossier.timelinessRule, journalSeq: dossier.journalSeq, journalHash: dossier.journalHash,
})

/** Time by keeper and by step, hand-overs, who was told, and who held which role on the days between receipt and end. */
const courseOf = (one: EvidenceCase): { readonly name: string; readonly value: unknown }[] => {
  const { zone } = one.rules.calendar.calendar
  const at = (ms: number): string => formatInstant(ms, zone)
  const { facts, names, entries } = one
  const [from, to] = [localDateOf(one.dossier.submittedAtMs, zone), localDateOf(one.untilMs, zone)]
  const person = (id: string | null): string | null => (id === null ? null : names.people.get(id) ?? null)
  return [
    { name: 'holders', value: one.reasons.keepers.map(({ keeper, accountId, unitId, workingMs, elapsed, used }) => (
      { keeper, person: person(accountId), unit: names.units.get(unitId)?.name ?? null, workingMs, elapsed, used, measuredIn: one.reasons.unit })) },
    { name: 'steps', value: one.reasons.steps.map(({ step, used, unit, limit, over }) => ({ step: step.path, name: step.name.vi, used, unit, limit, over })) },
    { name: 'hand-overs', value: one.handOvers },
    { name: 'notices', value: {
      reminders: facts.reminders.map(({ rung, atMs }) => ({ rung, at: at(atMs) })),
      sent: facts.notices.map(({ kind, accountId, atMs, readAtMs }) => ({ kind, to: person(accountId) ?? accountId, at: at(atMs), readAt: readAtMs === null ? null : at(readAtMs) })),
    } },
    { name: 'roles', value: facts.grants.filter(({ validFrom, validTo }) => validFrom <= to && (validTo === null || validTo >= from))
      .map((grant) => ({ ...grant, person: person(grant.accountId), unit: names.units.get(grant.unitId)?.name ?? null })) },
    { name: 'apologies', value: {
      issued: entries.filter(({ event }) => event === 'APOLOGY_ISSUED').map(({ seq, at: when, paper, clock }) => ({ seq, at: when, paper: paper ?? null, newDueAt: clock.dueAt })),
      letter: one.quality.letter, standing: one.apology,
    } },
  ]
}

/** The entries of a chain, exactly the bytes that were hashed, and their hashes. */
const chainFiles = (name: string, kept: readonly { readonly canonical: string; readonly hash: string }[]): (readonly [string, Uint8Array])[] => [
  [`${name}.jsonl`, utf8(kept.map(({ canonical }) => `${canonical}\n`).join(''))], [`${name}.sha256`, utf8(kept.map(({ hash }) => `${hash}\n`).join(''))],
]

const papersOf = (one: EvidenceCase, folder: string): Promise<{ seq: number; form: string; file: PackFile }[]> => Promise.all(one.papers.map(async ({ form, seq, facts }) => {
  const path = `${folder}/papers/${formNumbers[form]}-${form}-${String(seq).padStart(4, '0')}.pdf`
  return { seq, form, file: { path, bytes: await renderPaper(facts) } }
}))

const claimsOf = (folder: string, files: readonly PackFile[]): Part['claims'] => {
  const has = (pattern: RegExp): string[] => files.map(({ path }) => path).filter((path) => pattern.test(path.slice(folder.length + 1)))
  const [journal, calendars] = [has(/^(journal|dossier)\./), has(/^calendar-/)]
  return [
    { claim: 'journal', rests: journal }, { claim: 'procedure', rests: [...has(/^procedure\.json$/), ...journal] },
    { claim: 'due', rests: [...journal, ...calendars, ...has(/^procedure\.json$/)] }, { claim: 'certificate', rests: [...has(/^certificate\./), ...calendars, ...journal] },
    { claim: 'stops', rests: [...has(/^certificate\./), ...journal] }, { claim: 'verdict', rests: [...has(/^(certificate|dossier)\./), ...calendars] },
    { claim: 'texts', rests: [...has(/^personal\./), ...journal] }, { claim: 'papers', rests: [...has(/^papers\//), ...journal] },
    { claim: 'nonconformity', rests: [...has(/^(nonconformities|register)\./), ...journal] }, { claim: 'action', rests: has(/^(actions\/|nonconformities\.)/) },
  ]
}

const partOf = async (one: EvidenceCase): Promise<{ files: PackFile[]; part: Part }> => {
  const folder = folderOf(one)
  const papers = await papersOf(one, folder)
  const named: readonly (readonly [string, Uint8Array])[] = [
    ...one.calendars.map((calendar) => [`calendar-${calendar.id}@${calendar.version}.json`, json(plain(calendar))] as const),
    ['certificate.json', json(plain(one.certificate))], ['dossier.json', json(stateOf(one))],
    ...courseOf(one).map(({ name, value }) => [`${name}.json`, json(plain(value))] as const),
    ...chainFiles('journal', one.kept),
    ...(one.personal === null ? [] : [['personal.json', json(one.personal)] as const]),
    // The bytes whose hash the dossier pins.
    ['procedure.json', utf8(canonicalJson(one.rules.compiled.definition))], ['procedure.svg', utf8(pathChart(one))],
    ...qualityFiles(one).flatMap((file) => ('chain' in file ? chainFiles(file.name, file.chain) : [[file.name, json(plain(file.value))] as const])),
  ]
  const files = [...named.map(([name, bytes]) => ({ path: `${folder}/${name}`, bytes })), ...papers.map(({ file }) => file)]
  const head = { seq: one.dossier.journalSeq, hash: one.dossier.journalHash, proof: null }
  return { files, part: { folder, code: one.dossier.code ?? one.dossier.id, head, papers: papers.map(({ seq, form, file: { path } }) => ({ seq, form, path })), claims: claimsOf(folder, files) } }
}

/** The pack as it goes out: name and bytes. The same cases at the same instant give the same bytes. */
export async function makePack(request: PackRequest): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }> {
  const { agencyCode, agency, clear, madeAtMs, zone, cases } = request
  const parts = await Promise.all(cases.map(partOf))
  const document = await evidenceDocument(request)
  const files = [
    { path: 'CHUNG-CU.pdf', bytes: document }, { path: 'DOC-TRUOC.txt', bytes: utf8(readMe(clear)) },
    ...parts.flatMap(({ files: own }) => own), { path: 'verify.mjs', bytes: verifierBytes() },
  ]
  const personalData = clear ? 'clear' : 'redacted'
  const told = { agency: { code: agencyCode, name: agency }, madeAt: formatInstant(madeAtMs, zone), personalData, dossiers: parts.map(({ part }) => part) }
  const only = cases.length === 1 ? cases[0]?.dossier.code ?? null : null
  return { fileName: `chung-cu-${only ?? `${cases.length}-ho-so`}-${localDateOf(madeAtMs, zone)}.zip`, bytes: zipOf(sealed(files, told)) }
}
