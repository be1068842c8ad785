/** The sections that the document tells of one dossier. */
import { officialStatuses } from '../../schemas/procedure.ts'
import { formatInstant, parseInstant } from '../../workflows/calendar/index.ts'
import type { Keeper } from '../../schemas/statistics.ts'
import { paperTitles } from '../commands/print-paper.ts'
import type { Sheet } from '../render/sheet.ts'
import type { Span } from '../render/text.ts'
import { daysLateWords, limitWords, shortDate, shortStamp, timelinessWords } from '../render/words.ts'
import { eventName } from '../render/flowchart.ts'
import { durationText } from '../views/badge.ts'
import { catalogues } from '../views/texts/index.ts'
import type { EvidenceCase } from './collect.ts'
import { drawPathChart, useText } from './path-chart.ts'
import { drawQuality, qualityLine } from './quality.ts'
import { say, tableOf, type Text } from './table.ts'
import { instantText, reasonText, sourceText, weekdayText } from './words.ts'

const t = catalogues.vi

/** A section: `height` is the room that its heading asks for, so that none stands alone at the foot of a page. */
export interface Section { readonly title: string; readonly height: number; readonly draw: (sheet: Sheet) => void }

const at = ({ rules }: EvidenceCase, instant: string): string => instantText(formatInstant(parseInstant(instant, 'UTC'), rules.calendar.calendar.zone))
const personOf = ({ names }: EvidenceCase, id: string | null): string => (id === null ? '–' : names.people.get(id) ?? '–')
const unitOf = ({ names }: EvidenceCase, id: string | null): string => (id === null ? names.agency : names.units.get(id)?.name ?? names.agency)

/** In a few sentences what happened, for who reads no further. */
export function summaryOf(one: EvidenceCase): (readonly Span[])[] {
  const { certificate: { receivedAt, limit, dueAt, dueOn, doneAt, timeliness, daysLate, lateDays, stops }, facts: { applicant } } = one
  const counted = one.certificate.days.filter((day) => day.counted).map(({ on }) => shortDate(on))
  const first: Span[] = [`Người nộp: ${applicant?.name ?? 'đã xóa theo quy định'}. Tiếp nhận lúc `, [instantText(receivedAt), 'b'], `; thời hạn `, [limitWords(limit), 'b'],
    ...(limit.unit === 'workingDay' && counted.length > 0 && counted.length <= 10 ? [`, tính các ngày ${counted.join(', ')}`] : []),
    ...(dueOn === null ? ['.'] : ['; vì vậy đến hạn ', [weekdayText(dueOn), 'b'] as const, ` lúc ${instantText(dueAt).slice(0, 5)}.`])]
  if (stops.length > 0) first.push(` Thời hạn đã tạm dừng ${stops.length} lần (mục 1).`)
  if (doneAt === null) return [first, ['Đến lúc lập tài liệu này hồ sơ chưa có kết quả.']]
  const late = lateDays.filter((day) => day.counted).map(({ on }) => weekdayText(on))
  const verdict: Span[] = ['Có kết quả lúc ', [instantText(doneAt), 'b'], ': ', [timeliness === null ? 'không có thời hạn' : timelinessWords[timeliness].toLocaleLowerCase('vi'), 'b'],
    ...(timeliness === 'late' && daysLate !== null ? [[` ${daysLateWords(daysLate)}`, 'b'] as const, ` (${late.join('; ')})`] : []), '.']
  return timeliness === 'late' ? [first, verdict, causeOf(one)] : [first, verdict]
}

/** Whether somebody apologised, and whether by T-1. Source: NĐ 61/2018/NĐ-CP art. 19.9 (LS-003). */
const apologyText = ({ apology, certificate: { timeliness } }: EvidenceCase): string => {
  if (apology === null) return timeliness === 'late' ? 'Không có phiếu xin lỗi nào được phát hành.' : 'Không có phiếu xin lỗi.'
  const { standing, madeOn, number, lastDayOn, workingDaysLate, daysAfterDue } = apology
  if (madeOn === null || standing === 'missing') return `Không có phiếu xin lỗi nào được phát hành; chậm nhất phải xin lỗi ngày ${shortDate(lastDayOn)}.`
  const made = `Đã xin lỗi ngày ${shortDate(madeOn)}${number === null ? '' : `, văn bản số ${number}`}`
  if (standing === 'kept') return `${made}, trong hạn (chậm nhất ngày ${shortDate(lastDayOn)}).`
  const late = [workingDaysLate === null ? null : `chậm ${workingDaysLate} ngày làm việc so với ngày ${shortDate(lastDayOn)} (T-1)`, daysAfterDue === null || daysAfterDue <= 0 ? null : `sau ngày hẹn trả ${daysAfterDue} ngày`]
  return `${made}, ${late.filter((part) => part !== null).join(', ')}.`
}

/** Whose time it was for the most part, which steps took longer than they may, and where the dossier went astray. */
function causeOf(one: EvidenceCase): Span[] {
  const [longest] = one.reasons.keepers
  const over = one.reasons.steps.filter((use) => use.over).map(({ step }) => `“${step.name.vi}”`)
  const astray = one.entries.filter(({ event }) => event === 'RETURN_WRONG_ADDRESSEE').map((entry) => `${personOf(one, entry.actor.account)} trả lại vì sai địa chỉ lúc ${at(one, entry.at)}`)
  return [
    ...(longest === undefined ? [] : ['Giữ hồ sơ lâu nhất: ', [`${keeperText(one, longest)}, ${durationText({ t }, longest.workingMs)}`, 'b'] as const, `, bằng ${shareText(longest.share)} thời gian làm việc của hồ sơ. `]),
    ...(over.length === 0 ? [] : [`Bước quá định mức: ${over.join(', ')}. `]), ...(astray.length === 0 ? [] : [`Hồ sơ bị chuyển nhầm: ${astray.join('; ')}. `]),
    apologyText(one),
    ...[qualityLine(one)].flatMap((line) => (line === null ? [] : [` ${line}`])),
  ]
}

const dayRows = (days: EvidenceCase['certificate']['days'], yes: string): Text[][] => days.map((day) => {
  const count = day.counted ? (day.minutes === undefined ? yes : `${yes} ${day.minutes} phút`) : 'Không'
  const texts = [weekdayText(day.on), count, reasonText(day), sourceText(day)]
  return day.counted ? texts.map((strong) => ({ strong })) : texts
})

/** How days are counted and the verdict is found, for who has never seen it. */
const ruleText = (unit: EvidenceCase['certificate']['limit']['unit']): string => {
  switch (unit) {
    case 'workingDay': return 'Đếm các ngày làm việc sau ngày tiếp nhận; hạn là giờ đóng cửa của ngày cuối (Bộ luật Dân sự 2015, Điều 147, 148). Có kết quả trước ngày ấy là trước hạn, trong ngày ấy là đúng hạn, sau ngày ấy là quá hạn.'
    case 'calendarDay': return 'Đếm mọi ngày sau ngày tiếp nhận; ngày cuối là ngày nghỉ thì dời sang ngày làm việc tiếp theo (Bộ luật Dân sự 2015, Điều 148).'
    case 'workingHour': return 'Đếm giờ trong các buổi làm việc kể từ lúc tiếp nhận; quá thời điểm hạn là quá hạn.'
    case 'sameDay': return 'Giải quyết trong ngày; nhận sau giờ chốt thì hạn là ngày làm việc tiếp theo.'
    case 'none': return 'Pháp luật không quy định thời hạn.'
  }
}

function drawCertificate(sheet: Sheet, one: EvidenceCase): void {
  const { certificate } = one
  const { limit, calendar, days, stops, appointed, keptPrinted, printedDueAt, dueAt, lateDays, daysLate } = certificate
  const [calendarId = '', version = ''] = calendar.split('@')
  say(sheet, `Thời hạn của thủ tục: ${limitWords(limit)}, theo lịch làm việc “${calendarId}” phiên bản ${version} (tệp calendar-${calendar}.json). ${ruleText(limit.unit)}`)
  tableOf(sheet, ['Ngày', 'Tính', 'Vì sao', 'Căn cứ'], [24, 13, 33, 30], dayRows(days, 'Có'))
  if (keptPrinted) say(sheet, `Lịch thay đổi sau khi tiếp nhận sẽ cho một hạn sớm hơn; hạn đã in cho người nộp (${instantText(printedDueAt)}) được giữ.`)
  if (appointed !== null) say(sheet, `Cơ quan đã xin lỗi và hẹn lại: từ ${instantText(appointed.fromDueAt)} sang ${instantText(appointed.toDueAt)}${appointed.paper?.number ? `, văn bản số ${appointed.paper.number}` : ''}. Hạn in lần đầu: ${instantText(printedDueAt)}.`)
  if (dueAt !== null) say(sheet, ['Hạn trả: ', [instantText(dueAt), 'b'], '.'])
  if (stops.length === 0) say(sheet, 'Không có lần tạm dừng tính thời hạn nào.')
  tableOf(sheet, ['Tạm dừng từ', 'Đến', 'Căn cứ', 'Giấy kèm theo', 'Sau đó'], [17, 17, 32, 18, 16], stops.map(({ fromAt, toAt, ground, paper, effect }) => [
    instantText(fromAt), toAt === null ? 'chưa hết' : instantText(toAt), ground,
    paper === null || (paper.form === null && paper.number === null) ? { strong: 'không có giấy' } : [paper.form === null ? '' : `mẫu ${paper.form}`, paper.number ?? '', paper.on === null ? '' : shortDate(paper.on)].filter((part) => part !== '').join(', '),
    effect === 'reset' ? 'tính lại từ đầu' : effect === 'pause' ? 'tính tiếp' : '–',
  ]))
  if (daysLate !== null && daysLate > 0) {
    say(sheet, ['Số ngày quá hạn: ', [daysLateWords(daysLate), 'b'], '; đếm các ngày làm việc sau ngày đến hạn, tới ngày có kết quả:'])
    tableOf(sheet, ['Ngày', 'Quá hạn', 'Vì sao', 'Căn cứ'], [24, 13, 33, 30], dayRows(lateDays, 'Có'))
  }
}

function drawTimeline(sheet: Sheet, one: EvidenceCase): void {
  const { compiled } = one.rules
  tableOf(sheet, ['Mục', 'Lúc', 'Việc', 'Ai', 'Sau đó'], [7, 17, 32, 24, 20], one.journal.map(({ entry, texts }) => {
    const own = compiled.offersByStep.get(entry.step ?? '')?.find((offer) => offer.event === entry.event)?.name
    const what = eventName('vi', t, entry.event, own, compiled.definition.events?.[entry.event]?.name)
    const paper = entry.paper?.number ? `\nVăn bản số ${entry.paper.number}${entry.paper.on === null ? '' : ` ngày ${shortDate(entry.paper.on)}`}` : ''
    const reason = texts['reason'] === undefined ? '' : `\nLý do: ${texts['reason']}`
    const who = `${personOf(one, entry.actor.account)}${entry.actor.onBehalfOf === null ? '' : `, thay ${personOf(one, entry.actor.onBehalfOf)}`}${entry.actor.role === null ? '' : `\n${t.roles[entry.actor.role]}`}`
    const step = entry.step === null ? '' : compiled.steps.get(entry.step)?.name.vi ?? ''
    return [String(entry.seq), at(one, entry.at), `${what}${step === '' ? '' : `\nBước: ${step}`}${paper}${reason}`, who, officialStatuses[entry.status]?.vi ?? '–']
  }))
}

const keeperWords: Readonly<Record<Exclude<Keeper, 'person'>, string>> = { superior: 'Lãnh đạo ký', unit: 'chưa giao cho ai', applicant: 'Người nộp (bổ sung, nộp tiền)', other: 'Dừng, hoặc cơ quan khác' }

const keeperText = (one: EvidenceCase, { keeper, accountId, unitId }: EvidenceCase['reasons']['keepers'][number]): string => {
  if (keeper === 'person') return personOf(one, accountId)
  if (keeper === 'superior' && accountId !== null) return `${personOf(one, accountId)} – ${keeperWords.superior.toLowerCase()}`
  return keeper === 'unit' ? `${unitOf(one, unitId)} – ${keeperWords.unit}` : keeperWords[keeper]
}
const shareText = (share: number): string => `${String(Math.round(share * 1000) / 10).replace('.', ',')}%`

function drawHolders(sheet: Sheet, one: EvidenceCase): void {
  const { keepers, steps } = one.reasons
  if (keepers.length === 0) return say(sheet, 'Chưa có thời gian làm việc nào để tính.')
  say(sheet, 'Thời gian tính bằng giờ làm việc theo lịch, từ tiếp nhận đến khi có kết quả.')
  tableOf(sheet, ['Ai giữ hồ sơ', 'Giờ làm việc', 'Phần'], [60, 22, 18], keepers.map((keeper) => [keeperText(one, keeper), durationText({ t }, keeper.workingMs), shareText(keeper.share)]))
  tableOf(sheet, ['Bước', 'Đã dùng / định mức', 'So với định mức'], [50, 32, 18], steps.map((use) => [use.step.name.vi, useText(use), use.over ? { strong: 'Quá định mức' } : use.limit === null ? '–' : 'Trong định mức']))
}

function drawHandOvers(sheet: Sheet, { handOvers }: EvidenceCase): void {
  const side = (unit: string, person: string | null): string => (person === null ? unit : `${person}\n${unit}`)
  tableOf(sheet, ['Lúc', 'Người giao', 'Người nhận', 'Kết quả của bước giao', 'Ghi chú'], [15, 25, 25, 18, 17], handOvers.map(({ at: when, giver, receiver, result, daysLate, note }) => [
    shortStamp(when), side(giver.unit, giver.person), side(receiver.unit, receiver.person),
    result === null ? '–' : `${timelinessWords[result]}${result === 'late' && daysLate ? ` ${daysLateWords(daysLate)}` : ''}`, note ?? '',
  ]))
}

function drawChart(sheet: Sheet, one: EvidenceCase): void {
  drawPathChart(sheet, one)
  say(sheet, 'Xanh: bước hồ sơ đã qua, trong định mức. Đỏ: bước quá định mức. Viền đậm: nơi hồ sơ đang ở. Trắng: không đi qua. Bản cỡ lớn: tệp procedure.svg.')
}

function drawNotices(sheet: Sheet, one: EvidenceCase): void {
  const { zone } = one.rules.calendar.calendar
  const stamp = (ms: number): string => instantText(formatInstant(ms, zone))
  const kinds: Readonly<Record<string, string>> = t.noticeKinds
  const { reminders, notices } = one.facts
  if (reminders.length + notices.length === 0) say(sheet, 'Hệ thống không ghi nhận nhắc việc hay thông báo nào về hồ sơ này.')
  tableOf(sheet, ['Nhắc việc', 'Lúc'], [70, 30], reminders.map(({ rung, atMs }) => [kinds[rung] ?? rung, stamp(atMs)]))
  tableOf(sheet, ['Thông báo', 'Gửi cho', 'Lúc', 'Đã đọc'], [34, 26, 20, 20], notices.map(({ kind, accountId, atMs, readAtMs }) =>
    [kinds[kind] ?? kind, personOf(one, accountId), stamp(atMs), readAtMs === null ? 'chưa' : stamp(readAtMs)]))
  const apologies = one.entries.filter(({ event }) => event === 'APOLOGY_ISSUED')
  say(sheet, apologyText(one))
  tableOf(sheet, ['Xin lỗi, hẹn lại', 'Lúc', 'Văn bản', 'Hẹn lại'], [30, 22, 26, 22], apologies.map((entry) =>
    [`Mục ${entry.seq} của nhật ký`, at(one, entry.at), entry.paper?.number ?? '–', entry.clock.dueAt === null ? '–' : at(one, entry.clock.dueAt)]))
}

function drawRoles(sheet: Sheet, one: EvidenceCase): void {
  say(sheet, 'Những người có tên trong nhật ký, và vai trò họ được giao trong thời gian giải quyết hồ sơ.')
  const { zone } = one.rules.calendar.calendar
  const [from, to] = [formatInstant(one.dossier.submittedAtMs, zone).slice(0, 10), formatInstant(one.untilMs, zone).slice(0, 10)]
  tableOf(sheet, ['Người', 'Vai trò', 'Đơn vị', 'Từ – đến', 'Quyết định'], [22, 20, 24, 18, 16], one.facts.grants.filter(({ validFrom, validTo }) => validFrom <= to && (validTo === null || validTo >= from))
    .map(({ accountId, role, unitId, validFrom, validTo, decision }) => [personOf(one, accountId), t.roles[role], unitOf(one, unitId), `${shortDate(validFrom)} – ${validTo === null ? 'nay' : shortDate(validTo)}`, decision ?? '–']))
}

function drawFiles(sheet: Sheet, { dossier, papers, verified, rules: { compiled: { definition } } }: EvidenceCase): void {
  say(sheet, `Quy trình ${definition.code}, lần ban hành ${definition.revision}; mã SHA-256 ${dossier.procedureHash}.`)
  say(sheet, `Nhật ký ${dossier.journalSeq} mục, mỗi mục băm cùng mục trước; mã mục cuối ${dossier.journalHash}. ${verified ? 'Chuỗi nguyên vẹn khi lập tài liệu.' : 'CHUỖI KHÔNG NGUYÊN VẸN khi lập tài liệu.'}`)
  tableOf(sheet, ['Giấy tờ trong thư mục papers', 'Mục nhật ký'], [75, 25], papers.map(({ form, seq }) => [paperTitles[form], String(seq)]))
}

/** The sections, in order. */
export const sectionsOf = (one: EvidenceCase): Section[] => [
  { title: 'Vì sao đến hạn ngày ấy: từng ngày được tính hay không', height: 120, draw: (sheet) => drawCertificate(sheet, one) },
  { title: 'Diễn biến', height: 100, draw: (sheet) => drawTimeline(sheet, one) },
  { title: 'Thời gian nằm ở ai', height: 100, draw: (sheet) => drawHolders(sheet, one) },
  { title: 'Giao nhận', height: 100, draw: (sheet) => drawHandOvers(sheet, one) },
  { title: 'Quy trình và đường hồ sơ đã đi', height: 300, draw: (sheet) => drawChart(sheet, one) },
  { title: 'Nhắc việc, thông báo, xin lỗi', height: 90, draw: (sheet) => drawNotices(sheet, one) },
  { title: 'Sự không phù hợp và hành động khắc phục', height: 100, draw: (sheet) => drawQuality(sheet, one) },
  { title: 'Ai giữ vai trò gì khi ấy', height: 100, draw: (sheet) => drawRoles(sheet, one) },
  { title: 'Giấy tờ, quy trình và mã kiểm tra', height: 100, draw: (sheet) => drawFiles(sheet, one) },
]
