/** A person's own account. */
import type { Account } from '../../schemas/agency.ts'
import type { Visit } from '../pages/visit.ts'
import { type FormBack, formOf, type FormPlan } from './form.ts'
import { html, type Html } from './html.ts'

export interface AccountPage {
  readonly account: Account
  readonly roles: readonly string[]
  readonly standIns: readonly string[]
  readonly plan: FormPlan
  readonly back: FormBack | null
  readonly changed: boolean
}

const list = (lines: readonly string[], nothing: string): Html =>
  (lines.length === 0 ? html`<p>${nothing}</p>` : html`<div class="in"><ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul></div>`)

export const accountView = (visit: Visit, { account, roles, standIns, plan, back, changed }: AccountPage): Html => {
  const { t } = visit
  return html`${changed ? html`<p class="notice good" role="status">${t.account.changed}</p>` : null}
<div class="headline"><h1>${t.account.title}</h1></div>
<div class="columns"><div><section class="panel"><div class="in"><dl class="facts"><dt>${t.people.name}</dt><dd><bdi>${account.fullName}</bdi></dd><dt>${t.people.userName}</dt><dd>${account.userName}</dd></dl></div></section>
<section class="panel" aria-labelledby="roles"><header><h2 id="roles">${t.account.roles}</h2></header>${list(roles, t.people.noRole)}</section>
<section class="panel" aria-labelledby="standIns"><header><h2 id="standIns">${t.account.standIns}</h2></header>${list(standIns, t.account.standInsNone)}</section></div>
<div><section class="panel" aria-labelledby="password"><header><h2 id="password">${t.account.password}</h2></header><div class="in">${formOf(visit, plan, back)}</div></section></div></div>`
}
