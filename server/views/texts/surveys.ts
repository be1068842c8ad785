/** The words of the survey of satisfaction, in both languages. */
import type { SurveyCut } from '../../../schemas/survey.ts'
import type { Words } from './words.ts'

export const vi = {
  survey: {
    title: 'Ý kiến của ông/bà', thanks: 'Cảm ơn ông/bà đã cho ý kiến.', answered: 'Ý kiến về hồ sơ này đã được ghi nhận. Cảm ơn ông/bà.', intro: 'Mỗi hồ sơ cho ý kiến một lần. Người giải quyết hồ sơ không biết ai đã trả lời; số liệu chỉ hiện khi có từ 5 ý kiến.',
    comment: 'Góp ý thêm (không bắt buộc)', commentHint: 'Không ghi họ tên, số điện thoại, địa chỉ.', send: 'Gửi ý kiến', missing: 'Chọn một mức cho câu hỏi đầu tiên.', skip: 'Không trả lời', website: 'Để trống ô này', over: 'Đợt khảo sát này chưa bắt đầu, đã kết thúc hoặc đã đủ số ý kiến.',
  },
  surveyScores: { 5: 'Rất hài lòng', 4: 'Hài lòng', 3: 'Bình thường', 2: 'Không hài lòng', 1: 'Rất không hài lòng' },
  satisfaction: {
    title: 'Mức độ hài lòng', by: 'Xem theo', none: 'Cả cơ quan', show: 'Xem', asked: 'Đã trả kết quả', answers: 'Số ý kiến', rate: 'Tỷ lệ trả lời (%)', mean: 'Điểm trung bình', satisfied: 'Hài lòng, rất hài lòng (%)',
    notDissatisfied: 'Hài lòng theo QĐ 766 (%)', bounds: 'Khoảng tin cậy', few: (least: string) => `dưới ${least} ý kiến`, whole: 'Cả kỳ', caption: 'Kết quả khảo sát theo hồ sơ',
    rule: (least: string) => `Tính theo hồ sơ đã trả kết quả trong kỳ. Nhóm dưới ${least} ý kiến không hiện số liệu và lời góp ý, để không biết ai đã trả lời; khi chỉ ẩn một nhóm nhỏ thì nhóm có ít ý kiến nhất trong các nhóm còn lại cũng được ẩn, để không ai tính ngược ra. Cột “Hài lòng theo QĐ 766”: (tổng − không hài lòng) ÷ tổng, theo Quyết định 766/QĐ-TTg; khoảng tin cậy có hai cận, mỗi cận tin cậy 95%. Ý kiến không gắn với hồ sơ nào mở ra được, nên các số này không có đường dẫn.`,
    comments: 'Lời góp ý', noComments: 'Chưa có lời góp ý nào được hiện.', commentsRule: 'Chỉ lãnh đạo, trưởng đơn vị và bộ phận ISO xem; không có hồ sơ và ngày.', questions: 'Theo từng câu hỏi, điểm trung bình',
    campaigns: 'Đợt khảo sát', noneAsked: 'Trong kỳ này chưa trả kết quả hồ sơ nào, nên chưa có ai để hỏi ý kiến.', noCampaigns: 'Chưa có đợt khảo sát nào. Ý kiến theo hồ sơ vẫn được hỏi qua mã trên giấy hẹn; mở đợt riêng khi cần hỏi rộng hơn hoặc nhập phiếu giấy.', campaign: 'Đợt', stretch: 'Thời gian', link: 'Đường dẫn công khai', begin: 'Mở đợt khảo sát bằng đường dẫn', paper: 'Nhập kết quả khảo sát giấy',
    campaignTitle: 'Tên đợt', from: 'Từ ngày', to: 'Đến ngày', answersMax: 'Nhận tối đa bao nhiêu ý kiến', number: 'Số biên bản kiểm phiếu (mỗi biên bản nhập một lần)', handedOut: 'Số phiếu phát ra', counts: (score: string) => `Số phiếu “${score}”`, save: 'Ghi', done: 'Đã ghi.',
  },
  surveyCuts: { field: 'Lĩnh vực', unit: 'Đơn vị', procedure: 'Thủ tục', month: 'Tháng trả kết quả' } satisfies Record<SurveyCut, string>,
}

export const en: Words<typeof vi> = {
  survey: {
    title: 'Your opinion', thanks: 'Thank you for your answer.', answered: 'The answer for this dossier was recorded. Thank you.', intro: 'One answer for a dossier. Those who dealt with it do not learn who answered; figures are shown from 5 answers on.',
    comment: 'Anything else (optional)', commentHint: 'No name, telephone or address, please.', send: 'Send', missing: 'Choose a grade for the first question.', skip: 'No answer', website: 'Leave this empty', over: 'This campaign has not begun, is over, or has all the answers it takes.',
  },
  surveyScores: { 5: 'Very satisfied', 4: 'Satisfied', 3: 'Neither', 2: 'Dissatisfied', 1: 'Very dissatisfied' },
  satisfaction: {
    title: 'Satisfaction', by: 'By', none: 'The whole agency', show: 'Show', asked: 'Results handed over', answers: 'Answers', rate: 'Response rate (%)', mean: 'Mean', satisfied: 'Satisfied (%)',
    notDissatisfied: 'Not dissatisfied (%)', bounds: 'Bounds', few: (least) => `fewer than ${least} answers`, whole: 'The period', caption: 'Answers for dossiers',
    rule: (least) => `Of dossiers whose result was handed over in the period. Of a group with fewer than ${least} answers neither figures nor words are shown, so that nobody learns who answered; the smallest of the others is hidden with it where it could be worked out from the whole. "Not dissatisfied" as Decision 766: (all - dissatisfied) / all; each bound holds with 95%. No answer leads to a dossier, so these numbers are no links.`,
    comments: 'What people wrote', noComments: 'Nothing may be shown yet.', commentsRule: 'For leaders, heads and those who keep the quality system; without dossier and day.', questions: 'By question, mean',
    campaigns: 'Campaigns', noneAsked: 'No result was handed over in this period, so nobody was asked.', noCampaigns: 'There was no campaign yet. Applicants are asked about their dossier anyhow; begin one to ask more widely, or to enter sheets of paper.', campaign: 'Campaign', stretch: 'Days', link: 'Public link', begin: 'Begin a campaign by a link', paper: 'Enter a campaign on paper',
    campaignTitle: 'Name', from: 'From', to: 'To', answersMax: 'Takes at most so many answers', number: 'Number of the record (each is entered once)', handedOut: 'Sheets handed out', counts: (score) => `Sheets "${score}"`, save: 'Record', done: 'Recorded.',
  },
  surveyCuts: { field: 'Field', unit: 'Unit', procedure: 'Procedure', month: 'Month of the result' },
}
