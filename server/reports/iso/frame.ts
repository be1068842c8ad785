/** How a report begins and ends: the letter that it answers, whom it goes to, its last sentence. Source: layouts of five agencies; NĐ 30/2020/NĐ-CP appendix I. */
import type { ReportFacts, ReportFrame } from '../../../schemas/report.ts'
import { upTo } from '../../../workflows/report/facts.ts'
import { dateWords, within } from '../../render/words.ts'
import { leadersOf } from '../agency-letter.ts'
import { documentCited } from './cite.ts'

/** The frame of a report about this; a report that nobody asked for goes to those who lead. */
export const frameOf = ({ agency, from, to, request, facts }: Pick<ReportFacts, 'agency' | 'from' | 'to' | 'request' | 'facts'>, title: string): ReportFrame => {
  const subject = `${within(title)} từ ${dateWords(from)} đến ${dateWords(to)}`
  const addressee = request?.issuer ?? null
  const committee = upTo(facts, 'steering', { from, to }).length === 0 ? [] : ['Ban Chỉ đạo ISO;']
  return {
    addressee, opening: request === null ? `${agency} báo cáo ${subject} như sau:` : `Thực hiện ${documentCited(request)}, ${agency} báo cáo ${subject} như sau:`,
    closing: `Trên đây là báo cáo ${subject} của ${agency}${addressee === null ? '' : `; kính báo cáo ${addressee} theo dõi, chỉ đạo`}./.`,
    recipients: [...(addressee === null ? [] : ['Như trên;']), leadersOf(agency), ...committee, 'Lưu: VT, ISO.'],
  }
}
