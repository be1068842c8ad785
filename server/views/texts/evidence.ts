/** The words of evidence packs, in both languages. */
import type { Words } from './words.ts'

export const vi = {
  evidence: {
    download: 'Gói chứng cứ (ZIP)', downloadHint: 'Bản tính hạn từng ngày, nhật ký, giấy tờ, và chương trình kiểm tra không cần mạng',
    packs: 'Gói chứng cứ', most: 'Mỗi gói nhiều nhất 50 hồ sơ.', ofChosen: 'Lập gói của hồ sơ đã đánh dấu', chosenHint: 'Không đánh dấu hồ sơ nào: cả danh sách đang lọc.',
    from: 'Có kết quả trễ từ ngày', to: 'đến ngày', ofPeriod: 'Lập gói theo khoảng ngày', ofThese: (n: string) => `Gói chứng cứ (${n} hồ sơ)`, ofFirst: (n: string) => `Gói chứng cứ (${n} hồ sơ đầu)`, made: (n: string) => `Gói chứng cứ của ${n} hồ sơ.`,
  },
}

export const en: Words<typeof vi> = {
  evidence: {
    download: 'Evidence pack (ZIP)', downloadHint: 'The deadline day by day, the journal, the papers, and a check that needs no network',
    packs: 'Evidence pack', most: 'At most 50 dossiers in a pack.', ofChosen: 'Make a pack of the ticked dossiers', chosenHint: 'With none ticked: the whole list as it is filtered.',
    from: 'Late results from', to: 'to', ofPeriod: 'Make a pack of these days', ofThese: (n) => `Evidence pack (${n} dossiers)`, ofFirst: (n) => `Evidence pack (the first ${n})`, made: (n) => `Evidence pack of ${n} dossiers.`,
  },
}
