/** The register of complaints, one of them, and the form of a new one. */
import type { ComplaintDetail, ComplaintView } from '../../../schemas/complaint.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { explanation } from '../explain.ts'
import { type FormBack, formsPanel, type FormPlan } from '../form.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'
import { uploadForm } from '../upload.ts'

const kinds: Readonly<Record<ComplaintView['state'], Standing['kind']>> = { received: 'soon', accepted: 'soon', handling: 'soon', answered: 'good', closed: 'ended', refused: 'ended', passedOn: 'ended' }
/** How it stands: late once the last day of its limit is over. */
const mark = ({ t }: Visit, { state, dueAt, inTime }: ComplaintView, now: string): Html =>
  badge(dueAt !== null && dueAt.slice(0, 10) < now.slice(0, 10) ? { kind: 'late', text: `${t.complaintStates[state]}: ${t.complaints.late}` } : inTime === false ? { kind: 'late', text: `${t.complaintStates[state]} (${t.complaints.late})` } : { kind: kinds[state], text: t.complaintStates[state] })
const day = ({ t }: Visit, instant: string | null): string => (instant === null ? t.app.none : dateText(instant.slice(0, 10)))

export interface ComplaintListPage { readonly lines: readonly ComplaintView[]; readonly units: ReadonlyMap<string, string>; readonly openOnly: boolean; readonly next: string | null; readonly mayEnter: boolean; readonly now: string }

/** The register with its tabs and files. */
export const complaintListView = (visit: Visit, { lines, units, openOnly, next, mayEnter, now }: ComplaintListPage): Html => {
  const { t } = visit
  const heads = [t.complaints.code, t.complaints.kind, t.complaints.channel, t.quality.unit, t.complaints.received, t.complaints.due, t.complaints.state]
  return html`<div class="headline"><h1>${t.complaints.title}</h1><p class="noPrint">${t.complaints.files}: <a href="/complaints/register.xlsx">XLSX</a> · <a href="/complaints/register.docx">DOCX</a>${mayEnter ? html` <a class="btn btn-primary" href="/complaints/new">${t.complaints.enter}</a>` : null}</p></div>
<nav class="tabRow" aria-label="${t.complaints.tabs}"><ul class="tabs"><li><a href="/complaints"${openOnly ? null : html` aria-current="page"`}>${t.complaints.all}</a></li><li><a href="/complaints?open=1"${openOnly ? html` aria-current="page"` : null}>${t.complaints.openOnly}</a></li></ul></nav>
<section class="panel"><p class="in quiet">${t.complaints.rule}</p>${lines.length === 0 ? html`<p role="status">${t.complaints.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.complaints.caption}"><table class="qualityList"><caption class="visually-hidden">${t.complaints.caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${lines.map((one) => html`<tr><th scope="row" class="nowrap"><a href="/complaints/${one.id}">${one.code}</a></th><td>${t.complaintKinds[one.kind]}</td><td>${t.complaintChannels[one.channel]}</td>
<td>${units.get(one.unitId) ?? t.app.none}</td><td class="nowrap">${day(visit, one.receivedAt)}</td><td class="nowrap">${day(visit, one.dueAt)}</td><td>${mark(visit, one, now)}</td></tr>
`)}</tbody></table></div>`}</section>${next === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="/complaints?after=${next}${openOnly ? '&open=1' : ''}" rel="next">${t.app.next}</a></p>`}`
}

export interface ComplaintShown { readonly detail: ComplaintDetail; readonly names: ReadonlyMap<string, string>; readonly uploadWhy: string | null; readonly facts: readonly (readonly [string, string])[]; readonly dossier: { readonly href: string; readonly text: string } | null; readonly plans: readonly FormPlan[]; readonly back: FormBack | null; readonly done: boolean; readonly now: string }

const filesPanel = (visit: Visit, { detail: { complaint, files, events }, names, uploadWhy }: ComplaintShown): Html => {
  const { t, format } = visit
  return html`<section class="panel" aria-labelledby="attached"><header><h2 id="attached">${t.complaints.attached}</h2></header><div class="in">${files.length === 0 ? html`<p>${t.complaints.noFiles}</p>` : html`<ul>${files.map(({ id, name, size, at, by }) => html`<li><a href="/api/v1/complaints/${complaint.id}/files/${id}"><bdi>${name}</bdi></a>
<span class="quiet">${t.complaints.kilobytes(format.number(Math.ceil(size / 1024)))} · ${dateText(at.slice(0, 10))} · <bdi>${names.get(by) ?? t.app.none}</bdi></span></li>
`)}</ul>`}</div>${events.includes('ATTACH') ? uploadForm(visit, { id: 'complaint', path: `/complaints/${complaint.id}/file`, version: complaint.version, title: t.complaints.attach, note: null, why: uploadWhy }) : null}</section>`
}

/** One complaint: its clock day by day, what was written, and what may be done. */
export const complaintView = (visit: Visit, shown: ComplaintShown): Html => {
  const { detail, facts, dossier, plans, back, done, now } = shown
  const { t } = visit
  const { complaint, texts, trace, verified } = detail
  const written = (['text', 'sender', 'contact', 'reason', 'answer'] as const).flatMap((name) => (texts[name] === undefined ? [] : [[t.complaints[name], texts[name]] as const]))
  return html`${done ? html`<p class="notice good" role="status">${t.complaints.done}</p>` : null}<p class="crumbs"><a href="/complaints">${t.complaints.title}</a></p>
<div class="headline"><h1>${complaint.code} ${mark(visit, complaint, now)}</h1></div><div class="columns"><div>
<section class="panel" aria-labelledby="facts"><header><h2 id="facts">${t.complaints.facts}</h2>${badge(verified ? { kind: 'good', text: t.complaints.verified } : { kind: 'late', text: t.complaints.broken })}</header><div class="in"><dl class="facts">${facts.map(([label, text]) => html`<dt>${label}</dt><dd><bdi>${text}</bdi></dd>
`)}${dossier === null ? null : html`<dt>${t.complaints.dossier}</dt><dd><a href="${dossier.href}">${dossier.text}</a></dd>`}</dl>${explanation(visit, trace)}</div></section>
<section class="panel" aria-labelledby="written"><header><h2 id="written">${t.complaints.written}</h2></header><div class="in">${written.length === 0 ? html`<p>${t.complaints.erased}</p>` : html`<dl class="facts">${written.map(([label, text]) => html`<dt>${label}</dt><dd><bdi>${text}</bdi></dd>
`)}</dl>`}</div></section>${filesPanel(visit, shown)}</div><div>${plans.length === 0 ? html`<section class="panel"><p>${t.quality.noActions}</p></section>` : formsPanel(visit, t.quality.actions, plans, back)}</div></div>`
}

/** The form of a new one. */
export const newComplaintView = (visit: Visit, form: Html): Html => html`<p class="crumbs"><a href="/complaints">${visit.t.complaints.title}</a></p>
<div class="headline"><h1>${visit.t.complaints.enter}</h1></div><section class="panel"><div class="in"><p class="quiet">${visit.t.complaints.rule}</p>${form}</div></section>`

/** The form on the public page of a dossier; `said`: the number that it was given, or that nothing was written. */
export const publicComplaintPanel = ({ t }: Visit, { path, said }: { readonly path: string; readonly said: string | null }): Html => html`<section class="panel" aria-labelledby="complaint"><header><h2 id="complaint">${t.complaints.publicTitle}</h2></header><div class="in">
${said === null ? null : said === 'missing' ? html`<p class="notice bad" role="alert">${t.complaints.publicMissing}</p>` : html`<p class="notice good" role="status">${t.complaints.publicDone(said)}</p>`}
<form method="post" action="${path}"><div class="fields"><div><label for="kind">${t.complaints.kind}</label><select id="kind" name="kind" class="form-select"><option value="feedback">${t.complaintKinds.feedback}</option><option value="complaint">${t.complaintKinds.complaint}</option></select></div>
<div><label for="sender">${t.complaints.sender}</label><input id="sender" name="sender" class="form-control" maxlength="200" autocomplete="name"></div><div><label for="contact">${t.complaints.contact}</label><input id="contact" name="contact" class="form-control" maxlength="200" autocomplete="off"></div></div>
<div><label for="complaint-text">${t.complaints.text}</label><textarea id="complaint-text" name="text" class="form-control" rows="4" maxlength="4000" required></textarea></div><div hidden><label for="homepage">${t.survey.website}</label><input id="homepage" name="website" autocomplete="off" tabindex="-1"></div>
<p><button class="btn btn-plain">${t.complaints.publicSend}</button> <small class="quiet">${t.complaints.publicHint}</small></p></form></div></section>`
