import type { Fields } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'

/** A form that could not be carried out: where it was sent, and its fields as JSON. */
export interface KeptForm { readonly action: string; readonly kept: string }
interface SignInValues { readonly userName?: string | undefined; readonly next?: string | undefined; readonly action?: string | undefined; readonly kept?: string | undefined; readonly wantsNew?: boolean }

const hidden = (name: string, value: string | undefined): Html | null => (value === undefined ? null : html`<input type="hidden" name="${name}" value="${value}">
`)

/** The form to sign in; `notice` says why it is shown, or why the last try failed. */
export const signInView = ({ t }: Visit, values: SignInValues, notice: string | null, failed = false): Html => html`<section class="panel narrow">
<h1>${t.signIn.title}</h1>
${notice === null ? null : html`<p class="notice${failed ? ' bad' : ''}" role="alert">${notice}</p>`}
<form method="post" action="/sign-in">
${hidden('next', values.next)}${hidden('action', values.action)}${hidden('kept', values.kept)}<label for="userName">${t.signIn.userName}</label>
<input id="userName" name="userName" class="form-control" value="${values.userName ?? ''}" autocomplete="username" autocapitalize="none" maxlength="64" required autofocus>
<label for="password">${t.signIn.password}</label>
<input id="password" name="password" type="password" class="form-control" autocomplete="current-password" maxlength="200" required>
${values.wantsNew ? html`<label for="newPassword">${t.account.newPassword}</label>
<input id="newPassword" name="newPassword" type="password" class="form-control" autocomplete="new-password" maxlength="200" aria-describedby="newPassword-hint" required>
<small class="quiet" id="newPassword-hint">${t.account.wantedHint}</small>` : null}<button class="btn btn-primary wide">${t.signIn.submit}</button>
</form>
<p class="quiet"><a href="/public">${t.signIn.publicLink}</a></p>
</section>`

/** What was typed before the session ended, ready to be looked over and sent. */
export const keptView = ({ t }: Visit, action: string, fields: Fields): Html => html`<section class="panel narrow">
<h1>${t.signIn.keptTitle}</h1>
<p>${t.signIn.keptHelp}</p>
<form method="post" action="${action}">
${[...fields].map(([name, value]) => (value.includes('\n')
    ? html`<textarea name="${name}" hidden>
${value}</textarea>`
    : hidden(name, value)))}<button class="btn btn-primary" name="review" value="1" autofocus>${t.signIn.keptReview}</button>
</form>
</section>`
