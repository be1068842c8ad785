/** One dossier: its facts, the steps in hand, and everything that happened. */
import { badge, type Standing } from './badge.ts'
import { html, type Html } from './html.ts'

export interface DossierDetail {
  readonly heading: string
  readonly standing: Standing
  /** Label and text, in order. */
  readonly facts: readonly (readonly [string, string])[]
  readonly steps: readonly { readonly name: string; readonly unit: string; readonly holder: string; readonly since: string; readonly due: string }[]
  readonly verified: boolean
  readonly journal: readonly { readonly at: string; readonly what: string; readonly who: string; readonly status: string; readonly reason: string | null }[]
}

const stepsTable = ({ steps }: DossierDetail): Html => html`<table>
<thead><tr><th scope="col">Bước</th><th scope="col">Đơn vị</th><th scope="col">Người xử lý</th><th scope="col">Từ</th><th scope="col">Hạn của bước</th></tr></thead>
<tbody>${steps.map((one) => html`<tr><td>${one.name}</td><td>${one.unit}</td><td>${one.holder}</td><td class="nowrap">${one.since}</td><td class="nowrap">${one.due}</td></tr>
`)}</tbody></table>`

const journalList = ({ journal }: DossierDetail): Html => html`<ol class="journal">${journal.map((one) => html`<li>
<strong>${one.what}</strong> <span class="quiet">→ ${one.status}</span><br><small>${one.at}${one.who === '' ? null : html` · ${one.who}`}</small>
${one.reason === null ? null : html`<blockquote>${one.reason}</blockquote>`}</li>
`)}</ol>`

export const dossierView = (detail: DossierDetail): Html => html`<p><a href="/">← Danh sách hồ sơ</a></p>
<h1>${detail.heading} ${badge(detail.standing)}</h1>
<section class="panel"><h2>Thông tin hồ sơ</h2>
<dl>${detail.facts.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>
`)}</dl></section>
<section class="panel"><h2>Đang xử lý</h2>${detail.steps.length === 0 ? html`<p class="more">Hồ sơ đã kết thúc.</p>` : stepsTable(detail)}</section>
<section class="panel"><h2>Tiến trình – ${detail.verified ? 'nhật ký nguyên vẹn' : html`<span class="badge late">nhật ký bị sửa đổi</span>`}</h2>
${journalList(detail)}</section>`
