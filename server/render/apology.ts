/** Form 04: Phiếu xin lỗi và hẹn lại ngày trả kết quả, a letter on A4. Source: NĐ 61/2018/NĐ-CP art. 19.9; TT 01/2018/TT-VPCP art. 9. */
import type { ApologyFacts } from '../../schemas/paper.ts'
import { drawAddressee, drawClosing, drawHead, drawParagraph, drawTitle, recipientsOf, titleOf } from './nd30.ts'
import { Sheet, type RenderOptions } from './sheet.ts'
import { addressOf, capital, dateWords, sentence, stampWords } from './words.ts'

/** What the reason and the new date follow from: the date was missed, or it is about to be. */
const missed = ({ inTime, issuer }: ApologyFacts, you: string): string => inTime
  ? `Tuy nhiên, ${issuer.name} không thể trả kết quả giải quyết hồ sơ của ${you} đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.`
  : `Tuy nhiên, đến nay ${issuer.name} chưa trả kết quả giải quyết hồ sơ của ${you} đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.`

/** The bytes of the letter. */
export async function renderApology(facts: ApologyFacts, options: RenderOptions = {}): Promise<Uint8Array> {
  const sheet = new Sheet('A4', { title: `Phiếu xin lỗi và hẹn lại ngày trả kết quả ${facts.code ?? ''}`.trim(), author: facts.issuer.name, issuedAtMs: facts.issuedAtMs }, options)
  const you = addressOf[facts.applicant.kind]
  const { issuer, applicant, code } = facts
  drawHead(sheet, facts)
  drawTitle(sheet, 'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ')
  drawAddressee(sheet, applicant)
  const received = facts.receivedAt === null ? '' : `${dateWords(facts.receivedAt)}, `
  const due = facts.dueAt === null ? '' : `; thời gian hẹn trả kết quả: ${stampWords(facts.dueAt)}`
  drawParagraph(sheet, capital(`${received}${facts.desk} đã tiếp nhận hồ sơ đề nghị giải quyết thủ tục hành chính “${facts.procedure}” của ${you}; mã hồ sơ: ${code ?? 'chưa có'}${due}.`))
  drawParagraph(sheet, `${missed(facts, you)}${facts.reason === null ? '' : ` Lý do: ${sentence(facts.reason)}`}`)
  drawParagraph(sheet, `Sự chậm trễ này gây phiền hà, tốn kém chi phí, công sức của ${you}. ${issuer.name} xin lỗi ${you}${facts.newDueAt === null ? '' : ` và hẹn trả kết quả giải quyết hồ sơ vào ${stampWords(facts.newDueAt)}`}.`)
  drawParagraph(sheet, `Mong nhận được sự thông cảm của ${you}./.`)
  drawClosing(sheet, recipientsOf(facts), { title: titleOf(facts.signer, 'THỦ TRƯỞNG CƠ QUAN'), note: '(Ký, ghi rõ họ tên, đóng dấu)', name: facts.signer.name, insteadOf: facts.signer.insteadOf })
  return sheet.bytes()
}
