/** The words of evidence packs, in both languages. */
export const vi = {
  evidence: {
    download: 'Gói chứng cứ (ZIP)', downloadHint: 'Bản tính hạn từng ngày, nhật ký, giấy tờ, và chương trình kiểm tra không cần mạng',
  },
}

export const en = {
  evidence: {
    download: 'Evidence pack (ZIP)', downloadHint: 'The deadline day by day, the journal, the papers, and a check that needs no network',
  },
}
