/** Form 05: Thông báo dừng giải quyết hồ sơ, a letter on A4. Source: TT 03/2025/TT-VPCP (form 05; its own wording is not at hand, domain.md 1.2). */
import type { StopFacts } from '../../schemas/paper.ts'
import { drawAddressee, drawClosing, drawHead, drawParagraph, drawTitle, recipientsOf, titleOf } from './nd30.ts'
import { Sheet, type RenderOptions } from './sheet.ts'
import { addressOf, capital, dateWords, sentence, stampWords } from './words.ts'

const consequence = ({ clock }: StopFacts): string | null => {
  if (clock === 'stopped') return 'Khoảng thời gian dừng giải quyết không tính vào thời hạn giải quyết hồ sơ.'
  return clock === 'ended' ? 'Việc giải quyết hồ sơ kết thúc kể từ thời điểm nêu trên.' : null
}

/** The bytes of the notice. */
export async function renderStopNotice(facts: StopFacts, options: RenderOptions = {}): Promise<Uint8Array> {
  const sheet = new Sheet('A4', { title: `Thông báo dừng giải quyết hồ sơ ${facts.code ?? ''}`.trim(), author: facts.issuer.name, issuedAtMs: facts.issuedAtMs }, options)
  const you = addressOf[facts.applicant.kind]
  drawHead(sheet, facts)
  drawTitle(sheet, 'THÔNG BÁO', 'Về việc dừng giải quyết hồ sơ')
  drawAddressee(sheet, facts.applicant)
  const received = facts.receivedAt === null ? '' : `${dateWords(facts.receivedAt)}, `
  const due = facts.dueAt === null ? '' : `; thời gian hẹn trả kết quả: ${stampWords(facts.dueAt)}`
  drawParagraph(sheet, capital(`${received}${facts.desk} đã tiếp nhận hồ sơ đề nghị giải quyết thủ tục hành chính “${facts.procedure}” của ${you}; mã hồ sơ: ${facts.code ?? 'chưa có'}${due}.`))
  drawParagraph(sheet, `${facts.issuer.name} thông báo dừng giải quyết hồ sơ nêu trên kể từ ${stampWords(facts.stoppedAt)}.${facts.reason === null ? '' : ` Lý do: ${sentence(facts.reason)}`}`)
  if (facts.ground !== null) drawParagraph(sheet, `Căn cứ: ${sentence(facts.ground)}`)
  const result = consequence(facts)
  if (result !== null) drawParagraph(sheet, result)
  drawParagraph(sheet, `${facts.issuer.name} thông báo để ${you} được biết. Nếu có vướng mắc, đề nghị ${you} liên hệ với ${facts.desk} để được hướng dẫn./.`)
  drawClosing(sheet, recipientsOf(facts), { title: titleOf(facts.signer, 'THỦ TRƯỞNG CƠ QUAN'), note: '(Ký, ghi rõ họ tên, đóng dấu)', name: facts.signer.name, insteadOf: facts.signer.insteadOf })
  return sheet.bytes()
}
