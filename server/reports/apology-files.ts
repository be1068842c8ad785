/** The register of apologies as files, and the prepared letter as a paper that a person ends and signs. */
import type { ApologyLine } from '../../schemas/apology.ts'
import type { PreparedApology } from '../commands/apologies.ts'
import { byteOrderMark, csvOf } from '../render/csv.ts'
import { renderDocx } from '../render/docx.ts'
import { addressOf, capital, dateWords, sentence, shortDate } from '../render/words.ts'
import { renderXlsx, type SheetColumn } from '../render/xlsx.ts'
import type { Texts } from '../views/texts/index.ts'

/** What both files are made of: the lines, names of units, procedures and the period in words. */
export interface ApologyFile { readonly lines: readonly ApologyLine[]; readonly units: ReadonlyMap<string, string>; readonly procedures: ReadonlyMap<string, string>; readonly stretch: string; readonly asOf: string }

/** How an apology stands, in words. */
export const apologyStandingText = (t: Texts, { standing, workingDaysLate }: ApologyLine): string =>
  (standing === 'late' && workingDaysLate !== null ? t.apologies.lateBy(String(workingDaysLate)) : t.apologyStandings[standing])

const columnsOf = (t: Texts): SheetColumn[] => [
  { title: t.apologies.dossier, kind: 'text', width: 26 }, { title: t.apologies.procedure, kind: 'text', width: 34 }, { title: t.quality.unit, kind: 'text', width: 24 }, { title: t.apologies.due, kind: 'date', width: 12 },
  { title: t.apologies.lastDay, kind: 'date', width: 12 }, { title: t.apologies.made, kind: 'date', width: 12 }, { title: t.apologies.number, kind: 'text', width: 16 }, { title: t.apologies.standing, kind: 'text', width: 22 },
  { title: t.apologies.daysAfterDue, kind: 'text', width: 12 }, { title: t.apologies.newDue, kind: 'date', width: 12 }, { title: t.apologies.result, kind: 'date', width: 12 },
]
const dayOf = (instant: string | null): string | null => instant?.slice(0, 10) ?? null
const rowOf = (t: Texts, { units, procedures }: ApologyFile, line: ApologyLine): (string | null)[] => [
  line.code ?? '', procedures.get(line.procedureCode) ?? line.procedureCode, units.get(line.unitId) ?? '', line.dueOn, line.lastDayOn, line.madeOn, line.number ?? '', apologyStandingText(t, line),
  line.daysAfterDue === null ? '' : String(line.daysAfterDue), dayOf(line.newDueAt), dayOf(line.resultAt),
]

/** The register as a workbook. */
export const apologiesXlsx = (t: Texts, file: ApologyFile): Promise<Uint8Array> => renderXlsx([{
  name: t.apologies.title, heading: [t.apologies.register, file.stretch], columns: columnsOf(t), rows: file.lines.map((line) => rowOf(t, file, line)), notes: [t.apologies.rule, t.statistics.asOf(file.asOf)], landscape: true,
}])

/** The register as comma-separated values. */
export const apologiesCsv = (t: Texts, file: ApologyFile): string => {
  const columns = columnsOf(t)
  const text = (value: string | null, index: number): string => (value === null ? t.app.none : columns[index]?.kind === 'date' ? shortDate(value) : value)
  return byteOrderMark + csvOf([columns.map(({ title }) => title), ...file.lines.map((line) => rowOf(t, file, line).map(text))])
}

/** The prepared letter: number, new date and signature are left for the hand. Source: NĐ 61/2018/NĐ-CP art. 19.9; TT 01/2018/TT-VPCP art. 9, form 04. */
export const apologyDocx = (letter: PreparedApology): Promise<Uint8Array> => {
  const you = addressOf[letter.applicant.kind]
  const { issuer, desk, procedure, code, reason } = letter
  const received = letter.receivedOn === null ? '' : `${dateWords(letter.receivedOn)}, `
  const missed = letter.isPast ? 'đến nay' : 'qua theo dõi tiến độ,'
  const paragraph = (text: string) => ({ kind: 'paragraph' as const, text })
  return renderDocx({
    issuer, number: null, on: letter.on, title: 'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ', about: null, addressees: [letter.applicant.name], blocks: [
      paragraph(capital(`${received}${desk} đã tiếp nhận hồ sơ đề nghị giải quyết thủ tục hành chính “${procedure}” của ${you}; mã hồ sơ: ${code ?? 'chưa có'}; thời gian hẹn trả kết quả: ${dateWords(letter.dueOn)}.`)),
      paragraph(`Tuy nhiên, ${missed} ${issuer.name} ${letter.isPast ? 'chưa' : 'không thể'} trả kết quả giải quyết hồ sơ của ${you} đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.${reason === null ? '' : ` Lý do: ${sentence(reason)}`}`),
      paragraph(`Sự chậm trễ này gây phiền hà, tốn kém chi phí, công sức của ${you}. ${issuer.name} xin lỗi ${you} và hẹn trả kết quả giải quyết hồ sơ vào ngày …… tháng …… năm ………`),
      paragraph(`Mong nhận được sự thông cảm của ${you}./.`),
    ], recipients: ['Như trên;', `${desk};`, 'Lưu: VT, hồ sơ.'], signature: { title: 'THỦ TRƯỞNG CƠ QUAN', name: null }, annexes: [], issuedAtMs: letter.nowMs,
  })
}
