/** The administration's first page: what may be administered, by whoever may. */
import { type Role } from '../../schemas/procedure.ts'
import type { FirstSteps } from '../../storage/first-steps.ts'
import { administrators } from '../plugins/people.ts'
import type { Visit } from '../pages/visit.ts'
import { badge } from './badge.ts'
import { html, type Html } from './html.ts'
import type { Texts } from './texts/index.ts'

interface AdminEntry { readonly href: string; readonly text: (t: Texts) => string; readonly help: (t: Texts) => string; readonly roles: readonly Role[] }
interface AdminGroup { readonly title: (t: Texts) => string; readonly entries: readonly AdminEntry[] }

/** Every page of the administration. Whoever holds one of an entry's roles sees it; its page refuses everybody else. */
const groups: readonly AdminGroup[] = [
  { title: (t) => t.admin.agency, entries: [
    { href: '/admin/people', text: (t) => t.admin.people, help: (t) => t.admin.peopleHelp, roles: administrators },
    { href: '/admin/substitutions', text: (t) => t.admin.substitutions, help: (t) => t.admin.substitutionsHelp, roles: administrators },
    { href: '/admin/units', text: (t) => t.units.link, help: (t) => t.units.linkHelp, roles: administrators },
    { href: '/admin/routes', text: (t) => t.routes.link, help: (t) => t.routes.linkHelp, roles: administrators },
    { href: '/admin/calendars', text: (t) => t.calendars.title, help: (t) => t.calendars.help, roles: administrators },
    { href: '/admin/changes', text: (t) => t.admin.changes, help: (t) => t.admin.changesHelp, roles: administrators },
  ] },
  { title: (t) => t.store.group, entries: [
    { href: '/admin/storage', text: (t) => t.store.title, help: (t) => t.store.help, roles: administrators },
    { href: '/admin/import', text: (t) => t.imports.title, help: (t) => t.imports.help, roles: administrators },
    { href: '/admin/mails', text: (t) => t.mail.adminTitle, help: (t) => t.mail.adminHelp, roles: administrators },
  ] },
]

/** Who sees the administration in the menu: whoever may open one of its pages. */
export const adminRoles: readonly Role[] = [...new Set(groups.flatMap(({ entries }) => entries.flatMap(({ roles }) => roles)))]

/** What is still to be set up, in the order in which it is done; nothing once all of it is there. */
const firstStepsPanel = ({ t }: Visit, { desk, unheld }: FirstSteps): Html | null => {
  if (desk && unheld.length === 0) return null
  const step = (isDone: boolean, href: string, text: string, more: string): Html => html`<li><a href="${href}">${text}</a> ${badge(isDone ? { kind: 'good', text: t.firstSteps.done } : { kind: 'soon', text: t.firstSteps.open })}<small>${more}</small></li>
`
  return html`<section class="panel" aria-labelledby="firstSteps"><header><h2 id="firstSteps">${t.firstSteps.title}</h2></header><ol class="entries">
${step(desk, '/admin/units', t.firstSteps.units, t.firstSteps.unitsHelp)}${step(unheld.length === 0, '/admin/people', t.firstSteps.people, unheld.length === 0 ? t.firstSteps.peopleHeld : t.firstSteps.peopleHelp(unheld.map((role) => t.roles[role]).join(', ')))}
<li><a href="/admin/import">${t.firstSteps.import}</a><small>${t.firstSteps.importHelp}</small></li><li>${t.firstSteps.documents}<small>${t.firstSteps.documentsHelp}</small></li><li>${t.firstSteps.iso}<small>${t.firstSteps.isoHelp}</small></li></ol></section>
`
}

/** The pages that these roles open, in their groups. */
export const adminView = (visit: Visit, held: ReadonlySet<Role>, steps: FirstSteps): Html => {
  const { t } = visit
  const seen = groups.map(({ title, entries }) => ({ title, entries: entries.filter(({ roles }) => roles.some((role) => held.has(role))) }))
  return html`<div class="headline"><h1>${t.admin.title}</h1></div>
${firstStepsPanel(visit, steps)}${seen.filter(({ entries }) => entries.length > 0).map(({ title, entries }) => html`<section class="panel"><header><h2>${title(t)}</h2></header>
<ul class="entries">${entries.map(({ href, text, help }) => html`<li><a href="${href}">${text(t)}</a><small>${help(t)}</small></li>
`)}</ul></section>
`)}`
}
