/** The words of the register of facts and of the reports on the management system, in both languages. */
import type { FactKind, FigureName } from '../../../schemas/fact.ts'
import type { FigureDifference, FindingCode, ReportLayout } from '../../../schemas/report.ts'
import type { Words } from './words.ts'

export const vi = {
  facts: {
    title: 'Dữ kiện báo cáo', help: 'Những việc hệ thống không tự biết, mỗi việc ghi một lần cùng số và ngày của văn bản. Báo cáo trích từ đây; không ai gõ số liệu vào báo cáo.',
    all: 'Tất cả', kind: 'Loại', show: 'Xem', number: 'Số, ký hiệu', numberHint: 'Ví dụ 02/KH-UBND', on: 'Ngày văn bản', from: 'Từ ngày', to: 'Đến ngày', deadline: 'Hạn hoàn thành', name: 'Nội dung',
    issuer: 'Cơ quan ban hành', issuerHint: 'Để trống nếu chính cơ quan ban hành', figures: 'Số liệu', enter: (kind: string) => `Ghi: ${kind}`, submit: 'Ghi vào sổ', none: 'Chưa ghi dữ kiện nào thuộc loại này.', nothing: 'Sổ chưa có dữ kiện nào. Bắt đầu với kế hoạch ISO và quyết định mục tiêu chất lượng của năm: chọn loại ở trên rồi ghi.', unit: 'Tên đơn vị',
    pickFirst: 'Chọn một loại để ghi dữ kiện mới.', correct: 'Đính chính', correctNote: 'Ghi lại toàn bộ như phải có; bản cũ vẫn được giữ.', reason: 'Lý do', withdraw: 'Bỏ khỏi báo cáo', versions: 'Các lần ghi',
    version: 'Lần', by: 'Người ghi', at: 'Lúc', first: 'Ghi lần đầu', withdrawn: 'Đã bỏ khỏi báo cáo', actions: 'Thao tác', done: 'Đã ghi vào sổ.', toReport: 'Về báo cáo đang lập', hundredths: 'Điểm ghi theo phần trăm điểm: 0,75 điểm ghi 75.',
  },
  factKinds: {
    directive: 'Văn bản chỉ đạo', plan: 'Kế hoạch ISO', objectives: 'Quyết định mục tiêu chất lượng', announcement: 'Công bố hệ thống', decision: 'Quyết định khác', steering: 'Ban chỉ đạo', training: 'Đào tạo, tập huấn',
    budget: 'Kinh phí', inspection: 'Kiểm tra', milestone: 'Mốc lộ trình', catalogue: 'Công bố danh mục TTHC', issued: 'Văn bản phát hành', scorecard: 'Bảng điểm', score: 'Điểm của đơn vị',
    context: 'Bối cảnh của cơ quan', party: 'Bên quan tâm', provider: 'Nhà cung cấp bên ngoài', risk: 'Rủi ro', opportunity: 'Cơ hội',
    request: 'Văn bản yêu cầu báo cáo', adoption: 'Năm áp dụng tại đơn vị',
  } satisfies Record<FactKind, string>,
  figureNames: {
    members: 'Số thành viên', classesHeld: 'Số lớp tự tổ chức', peopleTaught: 'Lượt người dự lớp tự tổ chức', peopleSent: 'Số người cử đi học', amountDong: 'Số tiền (đồng)', unitsInspected: 'Số đơn vị được kiểm tra',
    plannedPercent: 'Kế hoạch (%)', donePercent: 'Đã thực hiện (%)', amended: 'TTHC sửa đổi', added: 'TTHC mới', abolished: 'TTHC bãi bỏ', reports: 'Báo cáo', letters: 'Công văn', plans: 'Kế hoạch', decisions: 'Quyết định',
    submissions: 'Tờ trình', notices: 'Thông báo', invitations: 'Giấy mời', others: 'Loại khác', criterion1: 'Tiêu chí 1', criterion2: 'Tiêu chí 2', criterion3: 'Tiêu chí 3', criterion4: 'Tiêu chí 4', criterion5: 'Tiêu chí 5', criterion6: 'Tiêu chí 6', climateRelevant: 'Biến đổi khí hậu có liên quan (1: có, 0: không)',
    inForce: 'TTHC thuộc thẩm quyền', criterion7: 'Tiêu chí 7', year2008: 'Năm áp dụng ISO 9001:2008', year2015: 'Năm chuyển đổi, xây dựng mới theo ISO 9001:2015',
    likelihood: 'Khả năng xảy ra (1–5)', impact: 'Mức ảnh hưởng (1–5)', residualLikelihood: 'Khả năng sau xử lý (1–5)', residualImpact: 'Ảnh hưởng sau xử lý (1–5)',
  } satisfies Record<FigureName, string>,
  reports: {
    title: 'Báo cáo ISO', layout: 'Mẫu báo cáo', make: 'Lập báo cáo', docx: 'Tải DOCX', pdf: 'Tải PDF', xlsx: 'Tải XLSX', findings: 'Kiểm tra mâu thuẫn', noFindings: 'Không thấy mâu thuẫn nào.',
    blocks: 'Phải sửa', warns: 'Cần xem', mendHere: 'Mở nơi ghi', figures: 'Nguồn của từng số liệu', figure: 'Chỉ tiêu', value: 'Số liệu', source: 'Nguồn', annex: (n: string) => `Phụ lục ${n}`,
    asOf: (at: string) => `Số liệu tính đến ${at}. Không ai gõ số liệu vào báo cáo.`, forMine: 'Báo cáo đếm toàn cơ quan.',
    freeze: 'Chốt bản gửi đi', freezeNote: 'Bản chốt được giữ nguyên cùng tệp DOCX; số liệu đếm lại hôm nay khác ở đâu, vì sao, xem ở trang của bản chốt.', seen: 'Tôi đã xem cảnh báo', copies: 'Các bản đã gửi', days: 'Kỳ báo cáo',
    frozenAt: (at: string, by: string) => `Chốt lúc ${at}, người chốt: ${by}.`, intact: 'Nguyên vẹn', damaged: 'Không còn như lúc chốt', differences: 'Khác với đếm lại hôm nay', noDifferences: 'Đếm lại hôm nay vẫn ra đúng những số đã gửi.',
    sent: 'Đã gửi', now: 'Hôm nay', why: 'Vì sao',
  },
  figureSources: {
    facts: 'Sổ dữ kiện', statistics: 'Thống kê hồ sơ', documents: 'Tài liệu đang có hiệu lực', procedures: 'Quy trình đang áp dụng', apologies: 'Sổ thư xin lỗi', competence: 'Người, vai trò, lần đọc, lớp tập huấn', objectives: 'Mục tiêu chất lượng',
    audits: 'Đánh giá nội bộ', satisfaction: 'Khảo sát theo hồ sơ', complaints: 'Sổ phản ánh, kiến nghị, khiếu nại', nonconformities: 'Sổ sự không phù hợp', 'management-reviews': 'Xem xét của lãnh đạo', conformance: 'Nhật ký hồ sơ so với quy trình',
    'quality-facts': 'Nhật ký phiếu hành động khắc phục', 'documents,': 'Tài liệu, quy trình đang áp dụng',
  },
  differences: { recordedLater: 'Ghi nhận sau khi chốt', countedOtherwise: 'Cách đếm đã thay đổi' } satisfies Record<FigureDifference['why'], string>,
  reportLayouts: {
    annual: 'Báo cáo năm', halfYear: 'Báo cáo 6 tháng', commune: 'Báo cáo cấp xã', roadmap: 'Tiến độ lộ trình', progress: 'Tiến độ theo đơn vị (QĐ 766)', documents: 'Danh mục tài liệu', issued: 'Văn bản phát hành', nonconformities: 'Sự không phù hợp', review: 'Đầu vào xem xét của lãnh đạo',
  } satisfies Record<ReportLayout, string>,
  findings: {
    'identity-broken': 'Số liệu II.06a không cân', 'period-not-over': 'Kỳ báo cáo chưa hết', 'plan-missing': 'Chưa ghi kế hoạch ISO của năm', 'objectives-missing': 'Chưa ghi quyết định mục tiêu chất lượng của năm',
    'number-order': 'Số văn bản lớn hơn lại ghi ngày sớm hơn', 'dated-on-day-off': 'Văn bản ghi ngày nghỉ', 'issued-overlap': 'Hai lần đếm văn bản trùng ngày', 'number-equals-count': 'Số quyết định trùng với tổng số quyết định',
    'republication-missing': 'Thủ tục, quy trình đã thay đổi mà chưa công bố lại', 'late-without-nonconformity': 'Có hồ sơ quá hạn mà không ghi sự không phù hợp', 'apology-after-t1': 'Thư xin lỗi gửi sau T-1', 'late-without-apology': 'Hồ sơ quá hạn chưa có văn bản xin lỗi',
    'training-none': 'Chưa ghi lớp tập huấn nào', 'dossiers-none': 'Trong kỳ không có hồ sơ nào', 'procedures-undocumented': 'Quy trình đang áp dụng mà chưa có tài liệu ban hành', 'satisfaction-none': 'Chưa đủ ý kiến để có số liệu hài lòng (ý kiến/hồ sơ được hỏi)', 'score-over-maximum': 'Điểm vượt mức tối đa', 'score-without-card': 'Điểm không thuộc bảng điểm nào', 'unit-spelt-twice': 'Một tên viết hai cách',
    'milestone-dated-twice': 'Một mốc có hai hạn', 'milestone-behind': 'Mốc lộ trình đã đến hạn chưa đạt', 'document-dated-twice': 'Một văn bản ghi hai ngày', 'called-otherwise': 'Tên loại văn bản không khớp ký hiệu',
    'milestone-without-plan': 'Mốc lộ trình dẫn kế hoạch không có trong sổ', 'procedures-outside': 'Thủ tục thuộc thẩm quyền nhiều hơn quy trình trong hệ thống',
    'nonconformity-without-action': 'Sự không phù hợp chưa có hành động', 'audit-not-held': 'Chương trình có đánh giá nội bộ mà chưa thực hiện',
  } satisfies Record<FindingCode, string>,
  findingHelp: {
    'identity-broken': 'Báo quản trị hệ thống đếm lại số liệu thống kê trước khi gửi.', 'period-not-over': 'Chọn kỳ đã hết, hoặc ghi rõ trong báo cáo là số liệu đến ngày lập.',
    'plan-missing': 'Ghi số, ngày của kế hoạch vào sổ dữ kiện.', 'objectives-missing': 'Ghi số, ngày của quyết định vào sổ dữ kiện, hoặc lập mục tiêu của năm.',
    'number-order': 'Đối chiếu sổ văn bản đi, đính chính số hoặc ngày của văn bản ghi sai.', 'dated-on-day-off': 'Đối chiếu bản giấy, đính chính ngày nếu ghi nhầm.',
    'issued-overlap': 'Đính chính khoảng ngày để mỗi ngày chỉ được đếm một lần.', 'number-equals-count': 'Đối chiếu bản giấy: số quyết định có thể đã bị chép thành tổng số, hoặc ngược lại.',
    'republication-missing': 'Công bố lại hệ thống và ghi văn bản công bố vào sổ, hoặc nêu lý do trong báo cáo.', 'late-without-nonconformity': 'Lập sự không phù hợp cho hồ sơ quá hạn (mục 8.7), rồi lập lại báo cáo.',
    'late-without-apology': 'Gửi văn bản xin lỗi cho các hồ sơ này từ trang của hồ sơ.', 'apology-after-t1': 'Nêu số thư gửi muộn và cách khắc phục; xem sổ xin lỗi.', 'training-none': 'Ghi lớp tập huấn trong kỳ vào sổ, hoặc nêu rõ trong kỳ không tổ chức.',
    'dossiers-none': 'Kiểm tra kỳ báo cáo; hồ sơ giấy thì nhập sổ theo dõi vào hệ thống trước.', 'procedures-undocumented': 'Ban hành tài liệu kèm quy trình, hoặc nêu rõ quy trình nào chưa ban hành.', 'satisfaction-none': 'Gửi khảo sát, hoặc nhập phiếu giấy ở trang hài lòng; nếu không thì nêu rõ lý do.', 'score-over-maximum': 'Đính chính điểm hoặc mức tối đa của bảng điểm.', 'score-without-card': 'Ghi bảng điểm có cùng số văn bản, hoặc đính chính số của điểm.', 'unit-spelt-twice': 'Đính chính để mỗi tên chỉ viết một cách.',
    'milestone-dated-twice': 'Giữ một hạn cho mỗi mốc, bỏ hoặc đính chính dòng kia.', 'milestone-behind': 'Ghi tỷ lệ đã thực hiện mới nhất, hoặc nêu lý do chậm trong báo cáo.',
    'document-dated-twice': 'Đối chiếu bản giấy, đính chính ngày ở sổ ghi sai.', 'called-otherwise': 'Đính chính tên gọi hoặc số, ký hiệu theo bản giấy.', 'milestone-without-plan': 'Ghi kế hoạch vào sổ, hoặc đính chính số, ngày mà mốc dẫn chiếu.',
    'procedures-outside': 'Đưa các thủ tục còn lại vào hệ thống, hoặc ghi rõ số quá hạn chỉ tính cho hồ sơ trong hệ thống.', 'nonconformity-without-action': 'Lập phiếu hành động khắc phục có người chịu trách nhiệm và hạn, hoặc ghi cách đã khắc phục.',
    'audit-not-held': 'Thực hiện cuộc đánh giá, hoặc sửa chương trình bằng văn bản mới.',
  } satisfies Record<FindingCode, string>,
}

export const en: Words<typeof vi> = {
  facts: {
    title: 'Facts for reports', help: 'What the system cannot know, entered once with the number and date of the document that states it. Reports cite this register; nobody types a figure into a report.',
    all: 'All', kind: 'Kind', show: 'Show', number: 'Number and symbol', numberHint: 'Such as 02/KH-UBND', on: 'Date of the document', from: 'From', to: 'To', deadline: 'To be done by', name: 'What it states',
    issuer: 'Issued by', issuerHint: 'Empty when the agency itself issued it', figures: 'Figures', enter: (kind) => `Enter: ${kind}`, submit: 'Enter it', none: 'Nothing of this kind has been entered.', nothing: 'Nothing has been entered. Begin with the plan for ISO and the decision on objectives of the year: choose the kind above.', unit: 'Name of the unit',
    pickFirst: 'Choose a kind to enter a new fact.', correct: 'Correct it', correctNote: 'Write the whole of it as it should have been; the older version stays.', reason: 'Reason', withdraw: 'Take out of the reports', versions: 'Versions',
    version: 'No.', by: 'Entered by', at: 'At', first: 'First entry', withdrawn: 'Taken out of the reports', actions: 'Actions', done: 'Entered.', toReport: 'Back to the report', hundredths: 'Scores are entered in hundredths: 75 for 0.75 points.',
  },
  factKinds: {
    directive: 'Directive', plan: 'Plan for ISO', objectives: 'Decision on quality objectives', announcement: 'System announced', decision: 'Other decision', steering: 'Steering committee', training: 'Training',
    budget: 'Budget', inspection: 'Inspection', milestone: 'Milestone of the roadmap', catalogue: 'List of procedures published', issued: 'Documents issued', scorecard: 'Scorecard', score: 'Score of a unit',
    context: 'Context of the agency', party: 'Interested party', provider: 'External provider', risk: 'Risk', opportunity: 'Opportunity',
    request: 'Letter that asks for a report', adoption: 'Year of application in a unit',
  },
  figureNames: {
    members: 'Members', classesHeld: 'Courses held', peopleTaught: 'Attendances at own courses', peopleSent: 'People sent to courses', amountDong: 'Amount (dong)', unitsInspected: 'Units inspected',
    plannedPercent: 'Planned (%)', donePercent: 'Done (%)', amended: 'Procedures amended', added: 'Procedures added', abolished: 'Procedures abolished', reports: 'Reports', letters: 'Letters', plans: 'Plans', decisions: 'Decisions',
    submissions: 'Submissions', notices: 'Notices', invitations: 'Invitations', others: 'Others', criterion1: 'Criterion 1', criterion2: 'Criterion 2', criterion3: 'Criterion 3', criterion4: 'Criterion 4', criterion5: 'Criterion 5', criterion6: 'Criterion 6', climateRelevant: 'Climate change is relevant (1: yes, 0: no)',
    inForce: 'Procedures in the agency\'s competence', criterion7: 'Criterion 7', year2008: 'ISO 9001:2008 applied since', year2015: 'ISO 9001:2015 applied since',
    likelihood: 'Likelihood (1 to 5)', impact: 'Impact (1 to 5)', residualLikelihood: 'Likelihood after treatment (1 to 5)', residualImpact: 'Impact after treatment (1 to 5)',
  },
  reports: {
    title: 'ISO reports', layout: 'Layout', make: 'Make the report', docx: 'Download DOCX', pdf: 'Download PDF', xlsx: 'Download XLSX', findings: 'Contradictions', noFindings: 'Nothing contradicts itself.',
    blocks: 'To be mended', warns: 'To be seen', mendHere: 'Open where it is kept', figures: 'Where each figure comes from', figure: 'Figure', value: 'Value', source: 'Source', annex: (n) => `Annex ${n}`,
    asOf: (at) => `As of ${at}. Nobody typed a figure.`, forMine: 'The report counts the whole agency.',
    freeze: 'Freeze what is sent', freezeNote: 'The copy is kept unchanged with its DOCX file; its page shows where today\'s count differs, and why.', seen: 'I have seen the warnings', copies: 'Sent so far', days: 'Period',
    frozenAt: (at, by) => `Frozen at ${at} by ${by}.`, intact: 'Intact', damaged: 'No longer as it was frozen', differences: 'Different from today\'s count', noDifferences: 'Counted today, every figure is still as it was sent.',
    sent: 'Sent', now: 'Today', why: 'Why',
  },
  figureSources: {
    facts: 'Register of facts', statistics: 'Statistics of dossiers', documents: 'Documents in force', procedures: 'Procedures in force', apologies: 'Register of apologies', competence: 'People, roles, readings, trainings', objectives: 'Quality objectives',
    audits: 'Internal audits', satisfaction: 'Survey by dossier', complaints: 'Register of complaints', nonconformities: 'Register of nonconformities', 'management-reviews': 'Management reviews', conformance: 'Journals against procedures',
    'quality-facts': 'Journals of corrective actions', 'documents,': 'Documents and procedures in force',
  },
  differences: { recordedLater: 'Recorded after the copy', countedOtherwise: 'Counted in another way' },
  reportLayouts: {
    annual: 'Yearly report', halfYear: 'Half-yearly report', commune: 'Report of a commune', roadmap: 'Roadmap', progress: 'Progress by unit (Decision 766)', documents: 'List of documents', issued: 'Documents issued', nonconformities: 'Nonconformities', review: 'Inputs of a management review',
  },
  findings: {
    'identity-broken': 'Figures of II.06a do not balance', 'period-not-over': 'The period is not over', 'plan-missing': 'No plan entered for the year', 'objectives-missing': 'No decision on objectives entered for the year',
    'number-order': 'A higher number bears an earlier date', 'dated-on-day-off': 'Dated on a day off', 'issued-overlap': 'Two counts of documents overlap', 'number-equals-count': 'A decision bears the count of decisions as its number',
    'republication-missing': 'Procedures changed, and the system was not announced anew', 'late-without-nonconformity': 'Late dossiers without a nonconformity', 'apology-after-t1': 'Apologies after T-1', 'late-without-apology': 'Late dossiers without an apology',
    'training-none': 'No training entered', 'dossiers-none': 'No dossier in the period', 'procedures-undocumented': 'Procedures in force that no document carries', 'satisfaction-none': 'Too few answers for figures of satisfaction (answers/dossiers asked about)', 'score-over-maximum': 'A score above its maximum', 'score-without-card': 'A score on no scorecard', 'unit-spelt-twice': 'A name spelt in two ways',
    'milestone-dated-twice': 'A milestone with two dates', 'milestone-behind': 'A milestone is due and not reached', 'document-dated-twice': 'A document with two dates', 'called-otherwise': 'A document called otherwise than its symbol',
    'milestone-without-plan': 'A milestone cites a plan that is not in the register', 'procedures-outside': 'More procedures in the agency\'s competence than in the service',
    'nonconformity-without-action': 'A nonconformity without an action', 'audit-not-held': 'An audit of the programme was not held',
  },
  findingHelp: {
    'identity-broken': 'Have the administrator count the statistics anew before it is sent.', 'period-not-over': 'Choose a period that is over, or say in the report that it counts up to the day it was made.',
    'plan-missing': 'Enter number and date of the plan into the register of facts.', 'objectives-missing': 'Enter number and date of the decision, or set objectives for the year.',
    'number-order': 'Compare with the book of documents sent, and correct the number or the date that is wrong.', 'dated-on-day-off': 'Compare with the paper, and correct the date if it is wrong.',
    'issued-overlap': 'Correct the stretches so that each day is counted once.', 'number-equals-count': 'Compare with the paper: the number may have been copied from the count, or the other way round.',
    'republication-missing': 'Announce the system anew and enter the document, or give the reason in the report.', 'late-without-nonconformity': 'Raise nonconformities for the late dossiers (8.7), then make the report again.',
    'late-without-apology': 'Send the apologies from the pages of these dossiers.', 'apology-after-t1': 'Say how many were late and what is done about it; see the register of apologies.', 'training-none': 'Enter the training of the period, or say that there was none.',
    'dossiers-none': 'Look at the period; where dossiers are on paper, import the tracking book first.', 'procedures-undocumented': 'Promulgate a document that carries the procedure, or say which are not promulgated.', 'satisfaction-none': 'Send the survey, or enter paper sheets on the page of satisfaction; else give the reason.', 'score-over-maximum': 'Correct the score, or the maximum of the scorecard.', 'score-without-card': 'Enter the scorecard with that number, or correct the number of the score.', 'unit-spelt-twice': 'Correct it so that each name is written in one way.',
    'milestone-dated-twice': 'Keep one date for each milestone; withdraw or correct the other.', 'milestone-behind': 'Enter how far it is by now, or give the reason in the report.',
    'document-dated-twice': 'Compare with the paper, and correct the register that has the wrong date.', 'called-otherwise': 'Correct the name or the symbol after the paper.', 'milestone-without-plan': 'Enter the plan, or correct the number and date that the milestone cites.',
    'procedures-outside': 'Take the remaining procedures into the service, or say that lateness is told for dossiers in the service alone.', 'nonconformity-without-action': 'Raise a corrective action with an owner and a day, or enter how it was settled.',
    'audit-not-held': 'Hold the audit, or change the programme by a new document.',
  },
}
