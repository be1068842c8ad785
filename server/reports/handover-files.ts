/** The record of a handover (biên bản bàn giao công việc) as a paper in the frame of NĐ 30/2020/NĐ-CP: what went to whom, what stayed and why, as it was then. */
import type { Handover, KeptItem, MovedItem } from '../../schemas/handover.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { docxType, renderDocx } from '../render/docx.ts'
import { renderLetterPdf } from '../render/letter-pdf.ts'
import type { Letter, LetterBlock } from '../render/letter.ts'
import { dateWords, shortDate, shortStamp } from '../render/words.ts'
import { heldCode, heldReason, heldWords } from '../views/held-words.ts'
import { catalogues } from '../views/texts/index.ts'
import { agencyFrame } from './agency-letter.ts'

export const recordFiles = ['docx', 'pdf'] as const
export type RecordFile = (typeof recordFiles)[number]
export const recordTypes: Readonly<Record<RecordFile, string>> = { docx: docxType, pdf: 'application/pdf' }

const vietnamese = { t: catalogues.vi, language: 'vi' } as const

const rowOf = (item: MovedItem | KeptItem, index: number, last: string): string[] =>
  [String(index + 1), catalogues.vi.heldKinds[item.kind], heldCode(vietnamese, item.kind, item), heldWords(vietnamese, item.kind, item), item.dueOn === null ? '' : shortDate(item.dueOn), last]

const table = (last: string, rows: string[][], none: string): LetterBlock => (rows.length === 0 ? { kind: 'item', text: none } : {
  kind: 'table', rows, columns: [
    { title: 'TT', share: 1, align: 'center' }, { title: 'Loại việc', share: 3, align: 'left' }, { title: 'Việc', share: 4, align: 'left' }, { title: 'Nội dung, trạng thái', share: 4, align: 'left' },
    { title: 'Hạn', share: 2.2, align: 'center' }, { title: last, share: 3.6, align: 'left' },
  ],
})

const letterOf = ({ at, from, by, decision, decidedOn, moved, kept, more }: Handover, agency: string, zone: string): Letter => ({
  ...agencyFrame(agency, { symbol: 'BB', recipients: ['Người bàn giao;', 'Người nhận bàn giao;', 'Lưu: VT.'] }), on: at.slice(0, 10), title: 'BIÊN BẢN', about: 'Bàn giao công việc', addressees: [], issuedAtMs: parseInstant(at, zone),
  signature: { title: 'NGƯỜI LẬP BIÊN BẢN', name: by.fullName }, annexes: [],
  blocks: [
    { kind: 'heading', text: '1. Căn cứ, thành phần' }, { kind: 'item', text: `Căn cứ ${decision}, ${dateWords(decidedOn)}.` }, { kind: 'item', text: `Người bàn giao: ${from.fullName}.` },
    { kind: 'item', text: `Người nhận bàn giao: ${[...new Map(moved.map(({ to }) => [to.id, to.fullName])).values()].join(', ') || '–'}.` }, { kind: 'item', text: `Số liệu chốt lúc ${shortStamp(at)}.` },
    { kind: 'heading', text: '2. Công việc đã bàn giao' }, table('Người nhận', moved.map((one, index) => rowOf(one, index, one.to.fullName)), 'Không có việc nào được bàn giao.'),
    { kind: 'heading', text: '3. Công việc chưa bàn giao được' }, table('Lý do', kept.map((one, index) => rowOf(one, index, heldReason(vietnamese, one))), 'Không còn việc nào.'),
    ...(more === 0 ? [] : [{ kind: 'note' as const, text: `Còn ${more} việc nữa ngoài danh sách này, được bàn giao bằng biên bản sau.` }]),
    { kind: 'heading', text: '4. Ký nhận' },
    { kind: 'table', columns: [{ title: 'NGƯỜI BÀN GIAO', share: 1, align: 'center' }, { title: 'NGƯỜI NHẬN BÀN GIAO', share: 1, align: 'center' }], rows: [[from.fullName, [...new Map(moved.map(({ to }) => [to.id, to.fullName])).values()].join('\n') || '…………']] },
  ],
})

/** The record in one form; the same record gives the same bytes. */
export const renderHandover = (record: Handover, kind: RecordFile, { agency, zone }: { readonly agency: string; readonly zone: string }): Promise<Uint8Array> =>
  (kind === 'docx' ? renderDocx : renderLetterPdf)(letterOf(record, agency, zone))
