import { html, type Html } from './html.ts'
import type { Texts } from './texts/index.ts'

export interface SetupValues {
  readonly agencyName?: string; readonly agencyCode?: string; readonly level?: string; readonly fullName?: string; readonly userName?: string
}

const field = (name: string, label: string, value: string, hint: string): Html => html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" class="form-control" value="${value}" maxlength="200" aria-describedby="${name}-hint" required>
<small class="quiet" id="${name}-hint">${hint}</small>`

const levels = ['xa', 'huyen', 'so', 'tinh', 'bo'] as const

/** The form that makes the first agency and its administrator. */
export const setupView = (t: Texts, values: SetupValues, refusal: string | null): Html => html`<section class="panel narrow">
<h1>${t.setup.title}</h1>
${refusal === null ? null : html`<p class="notice bad" role="alert">${refusal}</p>`}
<form method="post" action="/setup">
<label for="code">${t.setup.code}</label>
<input id="code" name="code" class="form-control" maxlength="40" autocomplete="off" aria-describedby="code-hint" required>
<small class="quiet" id="code-hint">${t.setup.codeHint}</small>
${field('agencyName', t.setup.agencyName, values.agencyName ?? '', t.setup.agencyNameHint)}
${field('agencyCode', t.setup.agencyCode, values.agencyCode ?? '', t.setup.agencyCodeHint)}
<label for="level">${t.setup.level}</label>
<select id="level" name="level" class="form-select">${levels.map((level) =>
  html`<option value="${level}"${values.level === level ? html` selected` : null}>${t.levels[level]}</option>`)}</select>
${field('fullName', t.setup.fullName, values.fullName ?? '', t.setup.fullNameHint)}
${field('userName', t.setup.userName, values.userName ?? '', t.setup.userNameHint)}
<label for="password">${t.setup.password}</label>
<input id="password" name="password" type="password" class="form-control" autocomplete="new-password" maxlength="200" aria-describedby="password-hint" required>
<small class="quiet" id="password-hint">${t.setup.passwordHint}</small>
<button class="btn btn-primary wide">${t.setup.submit}</button>
</form>
</section>`
