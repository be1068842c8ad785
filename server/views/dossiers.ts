/** The list of open dossiers. */
import { html, type Html } from './html.ts'
import { badge, type Standing } from './badge.ts'

export interface DossierRow {
  readonly id: string
  readonly code: string
  readonly standing: Standing
  readonly due: string
  readonly applicant: string
  readonly procedure: string
  readonly status: string
  readonly steps: string
}

const row = (one: DossierRow): Html => html`<tr${one.standing.kind === 'late' ? html` class="late"` : null}>
<td class="nowrap"><a href="/dossiers/${one.id}">${one.code}</a></td><td>${badge(one.standing)}</td><td class="nowrap">${one.due}</td>
<td>${one.applicant}</td><td>${one.procedure}</td><td>${one.status}</td><td>${one.steps}</td></tr>
`

/** `next` is the address of the following page; null at the end. */
export const dossiersView = (rows: readonly DossierRow[], next: string | null): Html => html`<h1>Hồ sơ đang giải quyết</h1>
<div class="panel">
<table>
<thead><tr><th scope="col">Mã hồ sơ</th><th scope="col">Tình trạng</th><th scope="col">Hạn trả</th><th scope="col">Người nộp</th>
<th scope="col">Thủ tục</th><th scope="col">Trạng thái</th><th scope="col">Bước hiện tại</th></tr></thead>
<tbody>
${rows.map(row)}</tbody>
</table>
${rows.length === 0 ? html`<p class="more">Không có hồ sơ nào.</p>` : null}
${next === null ? null : html`<p class="more"><a href="${next}" rel="next">Trang sau</a></p>`}
</div>`
