/** Taking documents over that were in force before: the form, the list line by line as it was checked, and what became of it. */
import type { IntakeCheck, IntakeDone, IntakeLine, LookedFile } from '../../../schemas/document-intake.ts'
import { errorKinds } from '../../../schemas/errors.ts'
import { fileFaults } from '../../../schemas/file-check.ts'
import { newFormKey } from '../../pages/forms.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { fileField } from '../file-field.ts'
import { html, type Html } from '../html.ts'
import type { Language, Texts } from '../texts/index.ts'
import { dateText } from '../times.ts'
import { numbersText } from './list.ts'

/** Why a file or a line was refused, in words. */
const refusalText = (language: Language, { code, fault }: NonNullable<LookedFile['refusal']>): string => (fault === undefined ? errorKinds[code][language].replace(/[;,] (xem|see) "\w+"/, '') : fileFaults[fault][language])
const dated = (text: string): string => text.replace(/\d{4}-\d{2}-\d{2}/g, dateText)
const joined = (...parts: readonly string[]): string => parts.filter((one) => one !== '').join(': ')

/** What is wrong with a line, each in words. */
export const lineFaults = (t: Texts, language: Language, { faults }: IntakeLine): string[] =>
  faults.map(({ fault, text, refusal }) => joined(t.intakeFaults[fault], dated(text), refusal === undefined ? '' : refusalText(language, refusal)))
/** What is said of a line that is taken all the same. */
export const lineRemarks = (t: Texts, { remarks }: IntakeLine): string[] => remarks.map(({ remark, text }) => joined(t.intakeRemarks[remark], dated(text)))

/** How each column is called in lists, and what may stand in it, whatever the language of the page. */
export const templateColumns = [
  ['STT', '', 8, '1'], ['Mã hiệu', 'Ký hiệu, Mã số, Mã tài liệu', 16, 'QT-01'], ['Tên tài liệu', 'Tên, Trích yếu', 50, 'Quy trình kiểm soát thông tin dạng văn bản'], ['Loại', 'Loại tài liệu, Phân loại', 18, 'Quy trình'],
  ['Lần ban hành', 'Lần ban hành/sửa đổi (02/01), Phiên bản', 14, '02'], ['Lần sửa đổi', 'Sửa đổi', 14, '00'], ['Ngày hiệu lực', 'Ngày áp dụng; Ngày ban hành', 16, '15/03/2021'], ['Quyết định số', 'Số quyết định (có thể kèm ngày)', 22, '244/QĐ-UBND'],
  ['Ngày quyết định', 'Ngày QĐ, Ngày ký', 16, '12/03/2021'], ['Đơn vị giữ', 'Đơn vị, Phòng, Bộ phận, Nơi giữ (tên hoặc mã)', 26, 'Văn phòng'], ['Thời gian lưu', 'Thời hạn lưu, Thời hạn bảo quản', 14, '5 năm'], ['Nơi lưu', 'Nơi bảo quản', 18, 'Bộ phận Một cửa'], ['Tên tệp', 'Tệp, File', 30, 'QT-01 Kiểm soát tài liệu.pdf'],
] as const

export interface IntakeForm { readonly units: readonly { readonly id: string; readonly name: string }[]; readonly why: string | null }

const columnHelp = ({ t }: Visit): Html => html`<section class="panel"><header><h2>${t.intake.columns}</h2></header><div class="in"><p>${t.intake.columnsNote}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${t.intake.columns}"><table><thead><tr><th scope="col">${t.intake.column}</th><th scope="col">${t.intake.names}</th><th scope="col">${t.intake.example}</th></tr></thead>
<tbody>${templateColumns.map(([name, names, , example]) => html`<tr><th scope="row" class="nowrap">${name}</th><td>${names}</td><td>${example}</td></tr>
`)}</tbody></table></div></div></section>`

/** The form. What stands before the files is needed to take them. */
export const intakeFormView = (visit: Visit, { units, why }: IntakeForm): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.intake.title}</h1><a href="/documents">${t.documents.title}</a></div>
<section class="panel"><div class="in">${why === null ? null : html`<p class="notice bad" role="alert">${why}</p>`}
<p>${t.intake.intro}</p><p><a class="btn btn-plain" href="/documents/import/template.xlsx" download>${t.intake.template}</a></p>
<form method="post" action="/documents/import" enctype="multipart/form-data"><input type="hidden" name="key" value="${newFormKey()}">
<fieldset><legend>${t.intake.defaults}</legend><div class="fields">
<div><label for="decisionNumber">${t.intake.decisionNumber}</label><input id="decisionNumber" name="decisionNumber" class="form-control" maxlength="60" autocomplete="off"></div>
<div><label for="decisionOn">${t.intake.decisionOn}</label><input id="decisionOn" name="decisionOn" class="form-control" maxlength="10" placeholder="${t.app.dateHint}" inputmode="numeric" autocomplete="off"></div>
<div><label for="ownerUnitId">${t.intake.unit}</label><select id="ownerUnitId" name="ownerUnitId" class="form-select"><option value="">${t.intake.noUnit}</option>${units.map(({ id, name }) => html`<option value="${id}">${name}</option>
`)}</select></div></div></fieldset>
<div class="fields"><div class="full">${fileField(visit, { id: 'list', name: 'list', label: t.intake.list, accept: '.xlsx,.csv', hintId: 'list-hint' })}<small class="quiet" id="list-hint">${t.intake.listHint}</small></div>
<div class="full">${fileField(visit, { id: 'files', name: 'files', label: t.intake.files, button: t.intake.chooseFiles, isMultiple: true, hintId: 'files-hint' })}<small class="quiet" id="files-hint">${t.intake.filesHint}</small></div></div>
<p class="actionLine"><button class="btn btn-primary">${t.intake.check}</button></p></form></div></section>
${columnHelp(visit)}`
}

const verdictKinds: Readonly<Record<IntakeLine['verdict'], Standing['kind']>> = { wrong: 'late', take: 'good', there: 'ended' }
/** What has to be mended stands first. */
const verdicts = ['wrong', 'take', 'there'] as const

const lineRow = (visit: Visit, line: IntakeLine): Html => {
  const { t, language } = visit
  const words = [...lineFaults(t, language, line), ...lineRemarks(t, line)]
  return html`<tr><td class="number">${String(line.row)}</td><th scope="row" class="nowrap">${line.code}</th><td class="nameCell">${line.title}${line.type === null ? null : html`<small class="quiet"> ${t.documentTypes[line.type]}</small>`}</td>
<td class="number">${numbersText(visit, line)}</td><td class="nowrap">${line.effectiveOn === null ? t.app.none : dateText(line.effectiveOn)}</td><td>${line.decision === null ? t.app.none : t.document.decisionOf(line.decision.number, dateText(line.decision.on))}</td>
<td class="intakeFile">${line.file ?? t.app.none}</td><td class="intakeVerdict">${badge({ kind: verdictKinds[line.verdict], text: t.intakeVerdicts[line.verdict] })}${words.map((one) => html`<small>${one}</small>`)}</td></tr>
`
}

const unusedMost = 30

const leftOver = ({ t, format }: Visit, { skipped, unused }: IntakeCheck): Html => html`${skipped.length === 0 ? null : html`<p class="quiet">${t.intake.skipped(skipped.slice(0, 60).join(', '))}</p>`}
${unused.length === 0 ? null : html`<p class="quiet">${t.intake.unused(format.number(unused.length))} ${unused.slice(0, unusedMost).join(' | ')}${unused.length > unusedMost ? ` ${t.intake.more(format.number(unused.length - unusedMost))}` : null}</p>`}`

/** A checked list, with the button that takes the good lines over. */
export const intakeCheckView = (visit: Visit, id: string, check: IntakeCheck): Html => {
  const { t, format } = visit
  const count = (verdict: IntakeLine['verdict']): number => check.lines.filter((line) => line.verdict === verdict).length
  const [toTake, wrong] = [count('take'), count('wrong')]
  return html`<p class="intakeCounts">${badge({ kind: 'good', text: t.intake.toTake(format.number(toTake)) })} ${badge({ kind: 'ended', text: t.intake.isThere(format.number(count('there'))) })} ${badge({ kind: wrong === 0 ? 'ended' : 'late', text: t.intake.isWrong(format.number(wrong)) })}</p>
${wrong === 0 ? null : html`<p class="notice bad" role="alert">${t.intake.wrongStay}</p>`}
${toTake === 0 ? html`<p>${t.intake.allThere}</p>` : html`<form method="post" action="/documents/import/${id}"><p class="actionLine"><button class="btn btn-primary">${t.intake.take(format.number(toTake))}</button></p></form>`}
<p><a href="/documents/import">${t.intake.again}</a></p>
<div class="scroll" tabindex="0" role="group" aria-label="${t.intake.tableOf}"><table class="documentList"><caption class="visually-hidden">${t.intake.tableOf}</caption>
<thead><tr><th scope="col" class="number">${t.intake.row}</th><th scope="col">${t.intake.code}</th><th scope="col" class="nameCell">${t.intake.name}</th><th scope="col" class="number">${t.intake.numbers}</th><th scope="col">${t.intake.from}</th><th scope="col">${t.intake.decision}</th><th scope="col">${t.intake.file}</th><th scope="col">${t.intake.verdict}</th></tr></thead>
<tbody>${verdicts.flatMap((verdict) => check.lines.filter((line) => line.verdict === verdict).map((line) => lineRow(visit, line)))}</tbody></table></div>
${leftOver(visit, check)}`
}

/** What became of the good lines. */
export const intakeDoneView = ({ t, format, language }: Visit, { taken, there, refused }: IntakeDone): Html => html`<dl class="facts"><dt>${t.intake.taken}</dt><dd>${format.number(taken)}</dd>
<dt>${t.intake.there}</dt><dd>${format.number(there)}</dd>
<dt>${t.intake.refused}</dt><dd>${format.number(refused.length)}</dd>
</dl>${refused.length === 0 ? null : html`<ul>${refused.map(({ row, code, error, fault }) => html`<li>${t.intake.row} ${String(row)}, ${code}: ${refusalText(language, { code: error, ...(fault === undefined ? {} : { fault }) })}</li>
`)}</ul>`}<p><a class="btn btn-primary" href="/documents">${t.intake.openList}</a> <a href="/documents/import">${t.intake.again}</a></p>`
