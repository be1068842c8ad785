/** One document: its facts, control page, revisions, laws, who has read it, what happened, and what may be done now. */
import type { DocumentActions } from '../../pages/documents/actions.ts'
import type { ChangeLine, CopyLine, DocumentEventLine, LawLineOfDocument, RevisionLine, SignatureLine } from '../../pages/documents/facts.ts'
import { newFormKey } from '../../pages/forms.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge, type Standing } from '../badge.ts'
import { html, type Html } from '../html.ts'
import { documentActionsView, type DocumentPlace } from './actions.ts'
import { stateKinds } from './list.ts'

export interface DocumentDetail {
  readonly code: string
  readonly title: string
  readonly standing: Standing
  readonly facts: readonly (readonly [string, string])[]
  readonly parent: { readonly id: string; readonly code: string } | null
  readonly procedure: string | null
  /** The revision that carries a draft of it; null when there is none. */
  readonly draftKey: string | null
  readonly openFile: { readonly href: string; readonly text: string } | null
  readonly draftFile: { readonly href: string; readonly text: string } | null
  readonly signatures: readonly SignatureLine[]
  readonly changes: readonly ChangeLine[]
  /** Which revision the signatures are of. */
  readonly controlOf: string
  readonly revisions: readonly RevisionLine[]
  readonly laws: readonly LawLineOfDocument[]
  readonly holders: readonly string[]
  readonly readers: { readonly missing: readonly string[]; readonly done: readonly { readonly name: string; readonly at: string }[] } | null
  readonly copies: readonly CopyLine[]
  readonly timeline: readonly DocumentEventLine[] | null
  readonly verified: boolean
  readonly findings: readonly string[]
  /** The revision that the visitor is asked to read; null when they have, or need not. */
  readonly toRead: string | null
  readonly isKeeper: boolean
  readonly actions: DocumentActions
  readonly place: DocumentPlace
  readonly notices: readonly Html[]
}

const panel = (id: string, title: string, body: Html | null, aside: Html | null = null): Html => html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${title}</h2>${aside}</header>
${body}</section>`

const factsPanel = (visit: Visit, detail: DocumentDetail): Html => {
  const { t } = visit
  const { openFile, draftFile } = detail
  return panel('facts', t.document.facts, html`<div class="in"><dl class="facts">${detail.facts.map(([label, text]) => html`<dt>${label}</dt><dd><bdi>${text}</bdi></dd>
`)}${detail.parent === null ? null : html`<dt>${t.document.parent}</dt><dd><a href="/documents/${detail.parent.id}">${detail.parent.code}</a></dd>`}${
  detail.procedure === null ? null : html`<dt>${t.document.procedure}</dt><dd><a href="/procedures/${detail.procedure}">${detail.procedure}</a> · <a href="/procedures/${detail.procedure}/compare${detail.draftKey === null ? null : html`?to=${detail.draftKey}`}">${t.compare.link}</a></dd>`}</dl></div>`,
  html`<span class="files">${draftFile === null ? null : html`<a class="btn btn-plain btn-sm" href="${draftFile.href}">${t.document.openDraft}</a>`}${openFile === null ? null : html` <a class="btn btn-primary btn-sm" href="${openFile.href}">${t.document.open}</a>`}</span>`)
}

const table = (heads: readonly string[], rows: readonly Html[], caption: string | null = null): Html => html`<div class="scroll" tabindex="0" role="group"${caption === null ? null : html` aria-label="${caption}"`}><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`

const controlPanel = ({ t }: Visit, { signatures, changes, controlOf }: DocumentDetail): Html => panel('control', t.document.control, html`${table(
  [t.document.who, t.document.signedBy, t.document.asRole, t.document.at], signatures.map(({ what, who, role, at }) => html`<tr><th scope="row">${what}</th><td><bdi>${who}</bdi></td><td>${role}</td><td class="nowrap">${at}</td></tr>
`), t.document.control)}
<h3 class="in">${t.document.changes}</h3>${changes.length === 0 ? html`<p>${t.document.noChanges}</p>` : table([t.document.changedOn, t.document.place, t.document.what, t.document.revision], changes.map(({ on, place, what, numbers }) => html`<tr><td class="nowrap">${on}</td><td>${place}</td><td class="text">${what}</td><td class="nowrap">${numbers}</td></tr>
`), t.document.changes)}`, html`<span class="quiet">${controlOf}</span>`)

const revisionPath = (id: string, revisionId: string, what: 'file' | 'copy'): string => `/documents/${id}/revisions/${revisionId}/${what}`

/** The copy with its stamp for everybody; the file as it is for those who work on it. */
const fileLinks = ({ t }: Visit, id: string, { id: revisionId, file, pdf, hasOriginal }: RevisionLine): (Html | null)[] => [
  hasOriginal ? html`<a href="${revisionPath(id, revisionId, 'file')}">${file}</a>` : html`${file}`,
  pdf === 'ready' || pdf === 'toMake' ? html`<br><a href="${revisionPath(id, revisionId, 'copy')}">${t.reading.copy}</a>` : html`<br><small class="quiet">${t.noCopy[pdf]}</small>`,
]

const fileCell = (visit: Visit, id: string, line: RevisionLine): Html => {
  const { t } = visit
  const { id: revisionId, file, state, remarks, before } = line
  if (file === null) return html`<span class="quiet">${t.app.none}</span>`
  const isOld = state === 'superseded' || state === 'obsolete'
  return html`${fileLinks(visit, id, line)}${[...(isOld ? [t.document.obsoleteCopy] : []), ...remarks].map((text) => html`<br><small class="quiet">${text}</small>`)}${
    before === null ? null : html`<br><a href="/documents/${id}/compare?from=${before}&amp;to=${revisionId}">${t.reading.compareWith}</a>`}`
}

const revisionsPanel = (visit: Visit, { revisions, place }: DocumentDetail): Html => {
  const { t } = visit
  return panel('revisions', t.document.revisions, table([t.document.revision, t.document.state, t.document.period, t.document.reason, t.document.file], revisions.map((one) => html`<tr><th scope="row" class="nowrap">${one.numbers}</th>
<td>${badge({ kind: stateKinds[one.state], text: t.revisionStates[one.state] })}</td><td class="nowrap">${one.period}</td><td class="text">${one.reason}</td><td class="fileCell">${fileCell(visit, place.id, one)}</td></tr>
`), t.document.revisions))
}

const lawsPanel = ({ t }: Visit, { laws }: DocumentDetail): Html => panel('laws', t.document.laws, laws.length === 0 ? html`<p>${t.document.noLaws}</p>` : table(
  [t.document.law, t.document.lawFrom, t.document.lawState], laws.map(({ id, number, title, from, text, kind }) => html`<tr><th scope="row"><a href="/laws/${id}">${number}</a><br><small class="quiet">${title}</small></th><td class="nowrap">${from}</td><td>${badge({ kind, text })}</td></tr>
`), t.document.laws))

const readersPart = ({ t, format }: Visit, { readers }: DocumentDetail): Html | null => (readers === null ? null : html`<details class="action"><summary>${
  t.document.read(format.number(readers.done.length), format.number(readers.done.length + readers.missing.length))}</summary><div class="in">
${readers.missing.length === 0 ? null : html`<h3>${t.document.missing}</h3><ul class="names">${readers.missing.map((name) => html`<li><bdi>${name}</bdi></li>`)}</ul>`}
${readers.done.length === 0 ? null : html`<h3>${t.document.acknowledged}</h3><ul class="names">${readers.done.map(({ name, at }) => html`<li><bdi>${name}</bdi> <small class="quiet">${at}</small></li>`)}</ul>`}</div></details>`)

const distributionPanel = (visit: Visit, detail: DocumentDetail): Html => {
  const { t } = visit
  const { holders, copies } = detail
  return panel('distribution', t.document.distribution, html`<div class="in"><dl class="facts"><dt>${t.document.holders}</dt><dd>${holders.length === 0 ? t.document.noHolders : holders.join('\n')}</dd></dl></div>${readersPart(visit, detail)}
${copies.length === 0 ? html`<p class="quiet">${t.document.noCopies}</p>` : table([t.document.copy, t.document.copyHolder, t.document.given, t.document.state], copies.map(({ number, holder, given, text, kind }) => html`<tr><th scope="row">${number}</th><td><bdi>${holder}</bdi></td><td class="nowrap">${given}</td><td>${badge({ kind, text })}</td></tr>
`), t.document.copies)}`)
}

const timelinePanel = ({ t }: Visit, { timeline, verified }: DocumentDetail): Html | null => (timeline === null ? null : panel('timeline', t.document.journal, html`<ol class="timeline in">${timeline.map(({ what, at, who, about, texts, odd }) => html`<li class="${odd ? 'odd' : 'done'}">
<strong>${what}</strong>${about === '' ? null : html` <span class="quiet">${about}</span>`}<small>${at} · <bdi>${who}</bdi></small>${texts.map((text) => html`<blockquote><bdi>${text}</bdi></blockquote>`)}</li>
`)}</ol>`, badge(verified ? { kind: 'good', text: t.document.verified } : { kind: 'late', text: t.document.broken })))

const toRead = ({ t }: Visit, { toRead: revisionId, place }: DocumentDetail): Html | null => (revisionId === null ? null : html`<div class="notice"><p>${t.document.readNow}</p>
<form method="post" action="/documents/${place.id}/acknowledge"><input type="hidden" name="key" value="${newFormKey()}"><input type="hidden" name="revisionId" value="${revisionId}"><button class="btn btn-primary">${t.document.acknowledge}</button></form></div>`)

const findingsPart = ({ t }: Visit, { findings }: DocumentDetail): Html | null => (findings.length === 0 ? null : html`<div class="notice bad"><p>${t.document.findings}</p><ul>${findings.map((text) => html`<li>${text}</li>`)}</ul></div>`)

/** The page of one document. Ordinary readers see what is in force; whoever keeps documents sees all of it. */
export const documentView = (visit: Visit, detail: DocumentDetail): Html => html`${detail.notices}${toRead(visit, detail)}${findingsPart(visit, detail)}
<div class="headline"><h1><span class="nowrap">${detail.code}</span> · ${detail.title}</h1>${badge(detail.standing)}</div>
<div class="columns"><div>${factsPanel(visit, detail)}${controlPanel(visit, detail)}${revisionsPanel(visit, detail)}${lawsPanel(visit, detail)}${detail.timeline === null ? null : distributionPanel(visit, detail)}</div>
<div>${detail.isKeeper ? documentActionsView(visit, detail.actions, detail.place) : null}${timelinePanel(visit, detail)}</div></div>`
