/** Papers as PDF: plain facts in, bytes out. pdfkit draws with subset fonts of fontkit 2, in which every Vietnamese letter has ink. */
import type { PaperFacts } from '../../schemas/paper.ts'
import { renderApology } from './apology.ts'
import { renderControlSlip } from './control-slip.ts'
import { renderReceipt } from './receipt.ts'
import { renderRefusal } from './refusal.ts'
import type { RenderOptions } from './sheet.ts'
import { renderStopNotice } from './stop-notice.ts'
import { renderSupplementRequest } from './supplement-request.ts'

export type { RenderOptions } from './sheet.ts'
export { renderTrackingBook } from './tracking-book.ts'

/** The bytes of a paper of a dossier. The same facts give the same bytes. */
export const renderPaper = (facts: PaperFacts, options: RenderOptions = {}): Promise<Uint8Array> => {
  switch (facts.form) {
    case 'receipt': return renderReceipt(facts, options)
    case 'supplement-request': return renderSupplementRequest(facts, options)
    case 'refusal': return renderRefusal(facts, options)
    case 'apology': return renderApology(facts, options)
    case 'stop-notice': return renderStopNotice(facts, options)
    case 'control-slip': return renderControlSlip(facts, options)
  }
}
