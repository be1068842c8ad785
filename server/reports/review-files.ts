/** The minutes of a management review as a paper in the frame of NĐ 30/2020/NĐ-CP: who was there, what was decided, and its inputs as an annex. */
import type { IsoReport } from '../../schemas/report.ts'
import type { ReviewView } from '../../schemas/review.ts'
import { docxType, renderDocx } from '../render/docx.ts'
import { renderLetterPdf } from '../render/letter-pdf.ts'
import type { Letter, LetterBlock } from '../render/letter.ts'
import { dateWords, shortDate, shortStamp } from '../render/words.ts'
import { vi } from '../views/texts/reviews.ts'
import { agencyFrame } from './agency-letter.ts'
import { letterBlocksOf } from './iso/files.ts'

/** What the minutes are made of. `names`: of people by account. */
export interface MinutesFacts { readonly review: ReviewView; readonly inputs: IsoReport; readonly names: ReadonlyMap<string, string>; readonly agency: string; readonly today: string; readonly nowMs: number }

export const minutesFiles = ['docx', 'pdf'] as const
export type MinutesFile = (typeof minutesFiles)[number]
export const minutesTypes: Readonly<Record<MinutesFile, string>> = { docx: docxType, pdf: 'application/pdf' }

const decisions = ({ review, names }: MinutesFacts): LetterBlock[] => (review.tasks.length === 0 ? [{ kind: 'item', text: 'Cuộc họp không ra quyết định nào.' }] : [{
  kind: 'table', columns: [
    { title: 'TT', share: 1, align: 'center' }, { title: 'Nhóm (9.3.3)', share: 3, align: 'left' }, { title: 'Quyết định', share: 7, align: 'left' }, { title: 'Người thực hiện', share: 3, align: 'left' }, { title: 'Hạn', share: 2.2, align: 'center' },
  ],
  rows: review.tasks.map(({ number, output, text, ownerId, dueOn }) => [String(number), vi.reviewOutputs[output], text, names.get(ownerId) ?? '–', shortDate(dueOn)]),
}])

const minutesLetter = (facts: MinutesFacts): Letter => {
  const { review, inputs, names, agency, today, nowMs } = facts
  const nameOf = (id: string): string => names.get(id) ?? '–'
  const { minutes, heldOn } = review
  return {
    ...agencyFrame(agency, { number: minutes?.number ?? null, symbol: 'BB', recipients: ['Như thành phần;', 'Lưu: VT.'] }), on: minutes?.on ?? today, title: 'BIÊN BẢN', about: `Họp xem xét của lãnh đạo về hệ thống quản lý chất lượng (${review.code})`,
    addressees: [], issuedAtMs: nowMs, signature: { title: 'CHỦ TRÌ', name: nameOf(review.chairId) },
    blocks: [
      { kind: 'heading', text: '1. Thời gian, thành phần' }, { kind: 'item', text: heldOn === null ? `Dự kiến họp ${dateWords(review.plannedOn)}.` : `Họp ${dateWords(heldOn)}.` }, { kind: 'item', text: `Chủ trì: ${nameOf(review.chairId)}.` },
      { kind: 'item', text: `Tham dự: ${review.participants.map(nameOf).join(', ') || '–'}.` }, ...(review.callNumber === null ? [] : [{ kind: 'item' as const, text: `Theo văn bản số ${review.callNumber}.` }]),
      { kind: 'heading', text: '2. Nội dung xem xét' }, { kind: 'paragraph', text: `Các nội dung theo mục 9.3.2 TCVN ISO 9001:2015, số liệu từ ngày ${shortDate(review.from)} đến ngày ${shortDate(review.asOf)}, chốt lúc ${shortStamp(inputs.asOf)}, trình bày tại phụ lục.` },
      { kind: 'heading', text: '3. Kết luận' }, ...(minutes?.conclusion ?? 'Chưa có: chủ trì chưa ghi kết luận của cuộc họp.').split('\n').filter((text) => text.trim() !== '').map((text): LetterBlock => ({ kind: 'paragraph', text })),
      { kind: 'heading', text: '4. Các quyết định (mục 9.3.3)' }, ...decisions(facts),
    ],
    annexes: [{ title: 'PHỤ LỤC', about: 'Đầu vào của cuộc xem xét', isLandscape: false, blocks: inputs.sections.flatMap(({ title, blocks }): LetterBlock[] => [{ kind: 'heading', text: title }, ...letterBlocksOf({ title, blocks })]) }],
  }
}

/** The minutes in one form; before they are written, a draft that says so. */
export const renderMinutes = (facts: MinutesFacts, kind: MinutesFile): Promise<Uint8Array> => (kind === 'docx' ? renderDocx : renderLetterPdf)(minutesLetter(facts))
