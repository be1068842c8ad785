/** The corrective action slip (phiếu yêu cầu hành động khắc phục) as a paper, PDF and DOCX: what is not as it must be, causes and plan, approval, result. Source: domain 4.4. */
import type { ActionView } from '../../schemas/corrective-action.ts'
import { effectRows } from '../evidence/quality.ts'
import { renderDocx } from '../render/docx.ts'
import type { Letter, LetterBlock } from '../render/letter.ts'
import { renderLetterPdf } from '../render/letter-pdf.ts'
import { shortDate, shortStamp } from '../render/words.ts'
import { catalogues } from '../views/texts/index.ts'
import { agencyFrame } from './agency-letter.ts'

const t = catalogues.vi

/** What the slip is made of: the action, names of people and of its unit, its nonconformities as they are told to the reader. */
export interface ActionSlip {
  readonly one: ActionView; readonly names: ReadonlyMap<string, string>; readonly unit: string; readonly nonconformities: readonly { readonly code: string; readonly clause: string; readonly what: string }[]
  readonly agency: string; readonly today: string; readonly nowMs: number
}
export type SlipFile = 'pdf' | 'docx'

const dots = '……………………'
const table = (rows: readonly (readonly [string, string])[]): LetterBlock => ({
  kind: 'table', columns: [{ title: 'Mục', share: 28, align: 'left' }, { title: 'Nội dung', share: 72, align: 'left' }], rows: rows.map(([label, text]) => [label, text === '' ? dots : text]),
})

/** Who signed what, and when; dots where a person still has to. */
const signedText = ({ names }: ActionSlip, signed: ActionView['approved']): string => (signed === null ? ''
  : `${names.get(signed.accountId) ?? dots}${signed.onBehalfOf === null ? '' : `, thay ${names.get(signed.onBehalfOf) ?? dots}`}, ${shortStamp(signed.at)}`)

const planRows = ({ one, names }: ActionSlip): (readonly [string, string])[] => {
  const { analysis, correction, action, ownerId, dueOn, dueGround } = one
  return [
    ['Vì sao', analysis === null ? '' : analysis.whys.map((why, index) => `${index + 1}. ${why}`).join('\n')],
    ['Nguyên nhân gốc', analysis === null ? '' : `${analysis.rootCause} (${analysis.categories.map((category) => t.causeCategories[category]).join('; ')})`],
    ['Khắc phục tức thời', correction ?? ''], ['Hành động khắc phục', action ?? ''], ['Người chịu trách nhiệm', ownerId === null ? '' : names.get(ownerId) ?? ''],
    ['Hạn hoàn thành', dueOn === null ? '' : `${shortDate(dueOn)}${dueGround === null ? '' : ` (${dueGround})`}`], ...effectRows(one).slice(0, 1),
  ]
}

const resultRows = (slip: ActionSlip): (readonly [string, string])[] => {
  const { one } = slip
  return [
    ['Bằng chứng', one.evidence.map(({ note, file }) => [note, file?.name].filter((part) => part !== null && part !== undefined).join(': ')).join('\n')],
    ['Xác minh', signedText(slip, one.verified)], ...effectRows(one).slice(1),
    ['Kết luận', `${t.actionStates[one.state]}${one.outcome === null ? '' : `: ${t.correctiveActions[one.outcome].toLocaleLowerCase('vi')}`}`], ['Xác nhận hoàn thành', signedText(slip, one.ended)],
  ]
}

const letterOf = (slip: ActionSlip): Letter => {
  const { one, unit, nonconformities, agency, today, nowMs } = slip
  return {
    ...agencyFrame(agency, { number: one.code, recipients: ['Đơn vị thực hiện;', 'Lưu: VT, ISO.'] }), on: today, title: 'PHIẾU YÊU CẦU HÀNH ĐỘNG KHẮC PHỤC', about: null, addressees: [],
    signature: { title: 'TRƯỞNG BAN ISO', name: null }, issuedAtMs: nowMs, annexes: [],
    blocks: [
      { kind: 'heading', text: '1. Nội dung sự không phù hợp' },
      table([['Nội dung', one.summary], ['Nguồn, mức độ', `${t.nonconformitySources[one.source]}, ${t.grades[one.grade]}`], ['Đơn vị', unit], ['Người đề xuất', signedText(slip, one.proposed)],
        ...nonconformities.map(({ code, clause, what }): [string, string] => [code, `${what} (ISO 9001:2015, ${clause})`])]),
      { kind: 'heading', text: '2. Phân tích nguyên nhân, biện pháp' }, table(planRows(slip)),
      { kind: 'heading', text: '3. Phê duyệt' }, table([['Trình', signedText(slip, one.submitted)], ['Phê duyệt', signedText(slip, one.approved)]]),
      { kind: 'heading', text: '4. Đánh giá kết quả, xác nhận hoàn thành' }, table([['Hoàn thành', signedText(slip, one.finished)], ...resultRows(slip)]),
    ],
  }
}

/** The slip as a file. */
export const renderActionSlip = (slip: ActionSlip, kind: SlipFile): Promise<Uint8Array> => (kind === 'pdf' ? renderLetterPdf : renderDocx)(letterOf(slip))
