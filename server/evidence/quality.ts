/** What an evidence pack tells of the nonconformities of a dossier and of the corrective actions that took them up: files with their chains, and a section to read. */
import type { CorrectiveAction, Measurement } from '../../schemas/corrective-action.ts'
import type { Signature } from '../../schemas/document.ts'
import type { AttachedNonconformity, ChainRow } from '../../storage/evidence.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import type { Sheet } from '../render/sheet.ts'
import { shortDate } from '../render/words.ts'
import { nonconformityText } from '../views/quality/nonconformities.ts'
import { catalogues } from '../views/texts/index.ts'
import { formatsOf } from '../views/times.ts'
import type { EvidenceCase } from './collect.ts'
import { say, tableOf } from './table.ts'
import { instantText } from './words.ts'

const t = catalogues.vi

/** A file of the pack: JSON, or the entries of a chain, byte for byte. */
export type QualityFile = { readonly name: string; readonly value: unknown } | { readonly name: string; readonly chain: readonly ChainRow[] }

const zoneOf = ({ rules }: EvidenceCase): string => rules.calendar.calendar.zone
const personOf = ({ names }: EvidenceCase, id: string | null): string | null => (id === null ? null : names.people.get(id) ?? null)
const unitOf = ({ names }: EvidenceCase, id: string): string => names.units.get(id)?.name ?? names.agency

/** The number of an action as a file name: ASCII, so that every program unpacks it alike. */
const fileName = (code: string): string => `actions/${code.replace('Đ', 'D')}`

const nonconformityOf = (one: EvidenceCase, { foundAtMs, foundBy, settled, unitId, actions, ...kept }: AttachedNonconformity) => {
  const seen = new Set(one.quality.actions.map(({ body }) => body.id))
  return {
    ...kept, unit: unitOf(one, unitId), unitId, foundAt: formatInstant(foundAtMs, zoneOf(one)), foundBy: personOf(one, foundBy),
    settled: settled === null ? null : { at: formatInstant(settled.atMs, zoneOf(one)), by: personOf(one, settled.accountId), role: settled.role, reason: settled.reason },
    actions: actions.map(({ id, code }) => ({ id, code, file: seen.has(id) ? `${fileName(code)}.json` : null })),
  }
}

const actionOf = (one: EvidenceCase, body: CorrectiveAction) => {
  const at = (ms: number): string => formatInstant(ms, zoneOf(one))
  const signed = (signature: Signature | null) => (signature === null ? null : { at: at(signature.atMs), by: personOf(one, signature.accountId), insteadOf: personOf(one, signature.onBehalfOf), role: signature.role })
  const { id, code, state, round, source, grade, nonconformityIds, summary, ownerId, dueOn, dueGround, analysis, correction, action, measure, baseline, outcome, previousId, nextId } = body
  return {
    id, code, state, round, source, grade, nonconformityIds, summary, ownerId, dueOn, dueGround, analysis, correction, action, measure, baseline, outcome, previousId, nextId,
    head: { seq: body.journalSeq, hash: body.journalHash, proof: null }, unit: unitOf(one, body.unitId), owner: personOf(one, ownerId),
    proposed: signed(body.proposed), submitted: signed(body.submitted), approved: signed(body.approved), finished: signed(body.finished), verified: signed(body.verified), ended: signed(body.ended),
    measurements: body.measurements.map(({ atMs, ...result }) => ({ ...result, at: at(atMs) })),
    evidence: body.evidence.map(({ atMs, accountId, note, file }) => ({ at: at(atMs), by: personOf(one, accountId), note, file: file === null ? null : { name: file.name, size: file.size, sha256: file.sha256 } })),
  }
}

/** The files, in one order: what the register says, its entries of this dossier, and each action with its own chain. */
export const qualityFiles = (one: EvidenceCase): QualityFile[] => [
  ...one.quality.actions.flatMap(({ body, entries }): QualityFile[] => [{ name: fileName(body.code), chain: entries }, { name: `${fileName(body.code)}.json`, value: actionOf(one, body) }]),
  { name: 'nonconformities.json', value: one.quality.nonconformities.map((found) => nonconformityOf(one, found)) },
  { name: 'register', chain: one.quality.register },
]

const formats = (one: EvidenceCase) => ({ t, format: formatsOf('vi', zoneOf(one)) })
const stamp = (one: EvidenceCase, ms: number): string => instantText(formatInstant(ms, zoneOf(one)))
const signedText = (one: EvidenceCase, signature: Signature | null): string => (signature === null ? '–'
  : `${personOf(one, signature.accountId) ?? '–'}${signature.onBehalfOf === null ? '' : `, thay ${personOf(one, signature.onBehalfOf) ?? '–'}`}\n${stamp(one, signature.atMs)}`)

const perCent = (share: number): string => `${String(Math.round(share * 10_000) / 100).replace('.', ',')}%`
const boundsText = ({ figure }: NonNullable<CorrectiveAction['measure']>, { low, high }: Pick<Measurement, 'low' | 'high'>): string =>
  (figure === 'lateShare' ? `${perCent(low)} – ${perCent(high)}` : `${String(Math.round(low * 10) / 10)} – ${String(Math.round(high * 10) / 10)}`.replaceAll('.', ','))

/** A plan with its results. */
type Measured = Pick<CorrectiveAction, 'measure' | 'baseline'> & { readonly measurements: readonly Omit<Measurement, 'atMs'>[] }
/** What was named in advance, in the first row; what was counted, and the verdict of each look. */
export const effectRows = ({ measure, baseline, measurements }: Measured): (readonly [string, string])[] => {
  if (measure === null) return []
  const target = measure.figure === 'lateShare' ? `≤ ${perCent(measure.target / 10_000)}` : `≤ ${measure.target}`
  return [
    ['Số đo đã định trước', `${t.figures[measure.figure]}, mục tiêu ${target}, đo từ ${shortDate(measure.windowFrom)} đến ${shortDate(measure.windowTo)}${baseline === null ? '' : `; kỳ so sánh ${baseline.hits}/${baseline.total}`}`],
    ...measurements.map((result): [string, string] => [`Kết quả đo đến ${shortDate(result.windowTo)}`,
      `${result.window.hits}/${result.window.total} (khoảng ${boundsText(measure, result)}). ${t.verdicts[result.verdict]}. Nếu không có gì thay đổi, tình cờ được như vậy: ${perCent(result.p)}, ngưỡng ${perCent(result.rate)}`]),
  ]
}

function drawAction(sheet: Sheet, one: EvidenceCase, body: CorrectiveAction): void {
  const { code, state, outcome, round, summary, ownerId, dueOn, dueGround, analysis, correction, action, evidence } = body
  sheet.ensure(80)
  say(sheet, [[`Phiếu ${code}`, 'b'], `: ${summary}. `, [outcome === null ? t.actionStates[state] : `${t.actionStates[state]}: ${t.correctiveActions[outcome].toLocaleLowerCase('vi')}`, 'b'], round === 1 ? '' : `, lần làm thứ ${round}`])
  tableOf(sheet, ['Mục của phiếu', 'Nội dung'], [24, 76], [
    ['Người chịu trách nhiệm', `${personOf(one, ownerId) ?? '–'}, ${unitOf(one, body.unitId)}`], ['Hạn', `${dueOn === null ? '–' : shortDate(dueOn)}${dueGround === null ? '' : ` (${dueGround})`}`],
    ['Vì sao', analysis === null ? '–' : analysis.whys.map((why, index) => `${index + 1}. ${why}`).join('\n')],
    ['Nguyên nhân gốc', analysis === null ? '–' : `${analysis.rootCause} (${analysis.categories.map((category) => t.causeCategories[category]).join('; ')})`],
    ['Khắc phục', correction ?? '–'], ['Hành động khắc phục', action ?? '–'], ...effectRows(body),
    ['Bằng chứng', evidence.length === 0 ? '–' : evidence.map(({ note, file }) => [note, file === null ? null : `${file.name} (SHA-256 ${file.sha256.slice(0, 16)}…)`].filter((part) => part !== null).join(': ')).join('\n')],
  ])
  tableOf(sheet, ['Lập phiếu', 'Trình', 'Phê duyệt', 'Hoàn thành', 'Xác minh', 'Đóng'], [17, 17, 17, 17, 16, 16],
    [[body.proposed, body.submitted, body.approved, body.finished, body.verified, body.ended].map((signature) => signedText(one, signature))])
}

/** The section: what the register says of the dossier, and what was done so that it does not come back. */
export function drawQuality(sheet: Sheet, one: EvidenceCase): void {
  const { nonconformities, actions } = one.quality
  if (nonconformities.length === 0) {
    say(sheet, one.certificate.timeliness === 'late' ? ['Hồ sơ quá hạn nhưng sổ theo dõi ', ['chưa ghi nhận sự không phù hợp nào', 'b'], ' khi lập tài liệu này.'] : 'Sổ theo dõi không ghi nhận sự không phù hợp nào của hồ sơ này.')
    return
  }
  tableOf(sheet, ['Số', 'Phát hiện', 'Sự không phù hợp', 'Mức độ, điều khoản', 'Tình trạng'], [16, 16, 36, 16, 16], nonconformities.map((found) => [
    found.code, stamp(one, found.foundAtMs), `${found.text === null ? '' : `${t.nonconformitySources[found.source]}: `}${nonconformityText(formats(one), found, new Map())}${found.rule === null ? '' : `\nTheo quy tắc ${found.rule}`}${found.others === 0 ? '' : `\nCùng ${found.others} hồ sơ khác`}`,
    `${t.grades[found.grade]}\nISO 9001:2015, ${found.clause}`,
    `${t.nonconformityStandings[found.standing]}${found.settled === null ? '' : `\n${personOf(one, found.settled.accountId) ?? '–'}: ${found.settled.reason}`}${found.actions.length === 0 ? '' : `\n${found.actions.map(({ code }) => code).join(', ')}`}`,
  ]))
  if (nonconformities.every((found) => found.actions.length === 0)) say(sheet, 'Chưa có phiếu hành động khắc phục nào.')
  for (const { body } of actions) drawAction(sheet, one, body)
  const hidden = nonconformities.flatMap((found) => found.actions).filter(({ id }) => actions.every(({ body }) => body.id !== id))
  if (hidden.length > 0) say(sheet, `Nội dung của phiếu ${[...new Set(hidden.map(({ code }) => code))].join(', ')} không thuộc quyền xem của người nhận gói.`)
}

/** For the summary: which nonconformity and which action; null when the register has none. */
export const qualityLine = ({ quality: { nonconformities, actions } }: EvidenceCase): string | null => {
  if (nonconformities.length === 0) return null
  const named = nonconformities.map(({ code, standing }) => `${code} (${t.nonconformityStandings[standing].toLocaleLowerCase('vi')})`).join(', ')
  const done = actions.map(({ body: { code, state } }) => `${code} (${t.actionStates[state].toLocaleLowerCase('vi')})`).join(', ')
  return `Sự không phù hợp ${named}${done === '' ? '' : `; phiếu hành động khắc phục ${done}`}.`
}
