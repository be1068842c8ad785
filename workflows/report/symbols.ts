/** What a document is called, by the letters of its symbol: 02/KH-UBND is a plan, 345/UBND-KTHT an official letter. Source: NĐ 30/2020/NĐ-CP appendix III. Pure. */

/** Abbreviations of kinds of documents, as symbols begin with them. */
const kindsOfDocument: Readonly<Record<string, string>> = {
  L: 'Luật', NQ: 'Nghị quyết', NĐ: 'Nghị định', TT: 'Thông tư', TTLT: 'Thông tư liên tịch', QĐ: 'Quyết định', CT: 'Chỉ thị', QC: 'Quy chế', QyĐ: 'Quy định', TC: 'Thông cáo', TB: 'Thông báo', HD: 'Hướng dẫn',
  CTr: 'Chương trình', KH: 'Kế hoạch', PA: 'Phương án', ĐA: 'Đề án', DA: 'Dự án', BC: 'Báo cáo', BB: 'Biên bản', TTr: 'Tờ trình', HĐ: 'Hợp đồng', CĐ: 'Công điện', GUQ: 'Giấy ủy quyền', GM: 'Giấy mời',
  GGT: 'Giấy giới thiệu', PG: 'Phiếu gửi', PC: 'Phiếu chuyển', PB: 'Phiếu báo', TXL: 'Thư xin lỗi', PXL: 'Phiếu xin lỗi', VBHN: 'Văn bản hợp nhất',
}
const letter = 'Công văn'

/** The symbol of a number without a year in front: QĐ-TTg of 19/2014/QĐ-TTg. */
const symbolOf = (number: string): string => number.replace(/^\d+[a-zđ]?\/(?:\d{4}\/)?/, '')
const headOf = (number: string): string => symbolOf(number).split('-')[0] ?? ''

/** The name of the kind of a document: an official letter bears the names of who issued and who drafted it in place of a kind. */
export const documentName = (number: string): string => kindsOfDocument[headOf(number)] ?? (symbolOf(number).includes('-') ? letter : 'Văn bản')

/** Names that are never the beginning of a sentence about what a document does ("hướng dẫn", "thông báo" may be). */
const certain = [letter, ...['L', 'NQ', 'NĐ', 'TT', 'QĐ', 'CT', 'QC', 'KH', 'BB', 'TTr', 'GM', 'TXL'].flatMap((key) => kindsOfDocument[key] ?? [])]
const beginnings = certain.map((name) => ({ name, at: new RegExp(`^${name}(?![\\p{L}])`, 'iu') }))

/** What the title calls the document when its symbol says another kind; null where both agree, or the title names none. */
export const calledOtherwise = ({ number, title }: { readonly number: string; readonly title: string }): string | null => {
  const own = documentName(number)
  const said = beginnings.find(({ at }) => at.test(title.normalize('NFC')))?.name
  return said === undefined || said === own ? null : said
}

/** The letters by which the documents of an agency are known, where its name tells them; null otherwise. */
export const agencyLetters = (agency: string): string | null => (/^(ủy|uỷ) ban nhân dân\b|^UBND\b/iu.test(agency.normalize('NFC')) ? 'UBND' : null)

/** A steering committee has a series of its own. */
const committee = 'BCĐ'

/** Whether a report of this agency may bear the number: of the series of its reports, not of a committee's or of its decisions. Source: NĐ 30/2020/NĐ-CP art. 15, appendix I. */
export const isReportNumber = (number: string, agency: string): boolean => {
  const [kind, letters] = symbolOf(number).split('-')
  const own = agencyLetters(agency)
  return kind === 'BC' && letters !== committee && (own === null || letters === own)
}
