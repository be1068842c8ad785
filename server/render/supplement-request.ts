/** Form 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ, A5. Source: TT 01/2018/TT-VPCP art. 9; NĐ 61/2018/NĐ-CP art. 17, 19.4. */
import type { SupplementFacts } from '../../schemas/paper.ts'
import { drawCase, drawHead, drawParagraph, drawReason, drawSignatures, drawTitle, titleOf } from './nd30.ts'
import { Sheet, type RenderOptions } from './sheet.ts'
import { addressOf, dateWords } from './words.ts'

const effects: Readonly<Record<'reset' | 'pause', string>> = {
  reset: 'thời hạn giải quyết được tính lại từ đầu', pause: 'thời hạn giải quyết được tính tiếp',
}

/** The bytes of the request. One complete list, as the reason states it. */
export async function renderSupplementRequest(facts: SupplementFacts, options: RenderOptions = {}): Promise<Uint8Array> {
  const sheet = new Sheet('A5', { title: `Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ ${facts.code ?? ''}`.trim(), author: facts.issuer.name, issuedAtMs: facts.issuedAtMs }, options)
  const you = addressOf[facts.applicant.kind]
  drawHead(sheet, facts)
  drawTitle(sheet, 'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ')
  drawCase(sheet, 'Hồ sơ của', facts)
  drawReason(sheet, 'Yêu cầu bổ sung, hoàn thiện hồ sơ gồm những nội dung sau', facts.reason)
  if (facts.onResume !== null) {
    drawParagraph(sheet, `Thời hạn giải quyết hồ sơ tạm dừng từ ${dateWords(facts.on)}; kể từ khi ${you} nộp đủ giấy tờ theo yêu cầu, ${effects[facts.onResume]}.`)
  }
  drawParagraph(sheet, `Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, đề nghị ${you} liên hệ với ${facts.desk} để được hướng dẫn./.`)
  drawSignatures(sheet, [
    { title: 'NGƯỜI NHẬN PHIẾU', note: '(Ký và ghi rõ họ tên)', name: null },
    { title: titleOf(facts.signer, 'NGƯỜI HƯỚNG DẪN'), note: '(Ký và ghi rõ họ tên)', name: facts.signer.name, insteadOf: facts.signer.insteadOf },
  ])
  return sheet.bytes()
}
