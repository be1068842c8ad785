/** Form 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ, A5. Source: TT 01/2018/TT-VPCP art. 9; NĐ 61/2018/NĐ-CP art. 17. */
import type { RefusalFacts } from '../../schemas/paper.ts'
import { drawCase, drawHead, drawParagraph, drawReason, drawSignatures, drawTitle, titleOf } from './nd30.ts'
import { Sheet, type RenderOptions } from './sheet.ts'
import { addressOf } from './words.ts'

/** The bytes of the refusal. */
export async function renderRefusal(facts: RefusalFacts, options: RenderOptions = {}): Promise<Uint8Array> {
  const sheet = new Sheet('A5', { title: `Phiếu từ chối tiếp nhận giải quyết hồ sơ ${facts.code ?? ''}`.trim(), author: facts.issuer.name, issuedAtMs: facts.issuedAtMs }, options)
  drawHead(sheet, facts)
  drawTitle(sheet, 'PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ')
  drawCase(sheet, 'Hồ sơ của', facts)
  drawReason(sheet, `Qua xem xét, ${facts.issuer.name} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau`, facts.reason)
  drawParagraph(sheet, `Xin thông báo để ${addressOf[facts.applicant.kind]} được biết và thực hiện./.`)
  drawSignatures(sheet, [
    { title: 'NGƯỜI NỘP HỒ SƠ', note: '(Ký và ghi rõ họ tên)', name: null },
    { title: titleOf(facts.signer, 'NGƯỜI TIẾP NHẬN HỒ SƠ'), note: '(Ký và ghi rõ họ tên)', name: facts.signer.name, insteadOf: facts.signer.insteadOf },
  ])
  return sheet.bytes()
}
