/** The way to every list: groups of entries, each for whoever may open it. */
import type { Role } from '../../schemas/procedure.ts'
import type { Visit } from '../pages/visit.ts'
import { reportReaders } from '../reports/readers.ts'
import { adminRoles } from './admin.ts'
import { leaders } from './board.ts'
import { lateRoles } from './evidence.ts'
import { html, type Html } from './html.ts'
import type { Texts } from './texts/index.ts'

interface Entry { readonly href: string; readonly text: (t: Texts) => string; readonly roles: readonly Role[] | null }
interface Group { readonly title: (t: Texts) => string; readonly entries: readonly Entry[] }

/** `roles`: only whoever holds one of them sees the entry. */
const menu: readonly Group[] = [
  { title: (t) => t.app.groupDossiers, entries: [
    { href: '/', text: (t) => t.app.work, roles: null },
    { href: '/notices/today', text: (t) => t.day.title, roles: null },
    { href: '/receive', text: (t) => t.app.receive, roles: ['receptionist'] },
    { href: '/search', text: (t) => t.app.search, roles: null },
    { href: '/board', text: (t) => t.board.title, roles: leaders },
    { href: '/late', text: (t) => t.late.title, roles: lateRoles },
    { href: '/tasks', text: (t) => t.tasks.title, roles: null },
  ] },
  { title: (t) => t.app.groupFigures, entries: [
    { href: '/dashboard', text: (t) => t.dashboard.title, roles: lateRoles },
    { href: '/statistics', text: (t) => t.statistics.title, roles: null },
    { href: '/reports', text: (t) => t.reports.title, roles: reportReaders },
    { href: '/subordinates', text: (t) => t.subordinates.title, roles: reportReaders },
    { href: '/facts', text: (t) => t.facts.title, roles: null },
  ] },
  { title: (t) => t.documents.group, entries: [
    { href: '/documents', text: (t) => t.documents.title, roles: null },
    { href: '/procedures', text: (t) => t.app.procedures, roles: null },
    { href: '/laws', text: (t) => t.laws.title, roles: null },
    { href: '/public', text: (t) => t.app.publicPage, roles: null },
  ] },
  { title: (t) => t.quality.group, entries: [
    { href: '/year', text: (t) => t.year.title, roles: reportReaders },
    { href: '/objectives', text: (t) => t.objectives.title, roles: null },
    { href: '/nonconformities', text: (t) => t.nonconformities.title, roles: null },
    { href: '/corrective-actions', text: (t) => t.correctiveActions.title, roles: null },
    { href: '/audits', text: (t) => t.audits.title, roles: null },
    { href: '/apologies', text: (t) => t.apologies.title, roles: null },
    { href: '/risks', text: (t) => t.risks.title, roles: null },
    { href: '/reviews', text: (t) => t.reviews.title, roles: null },
    { href: '/satisfaction', text: (t) => t.satisfaction.title, roles: null },
    { href: '/complaints', text: (t) => t.complaints.title, roles: null },
    { href: '/competence', text: (t) => t.competence.title, roles: null },
  ] },
  { title: (t) => t.admin.menu, entries: [
    { href: '/admin', text: (t) => t.admin.title, roles: adminRoles },
  ] },
]

/** A longer menu is folded: only the first group and the one of the open page show their entries. */
const unfoldedMax = 12

const isHere = (href: string, path: string): boolean => {
  const here = path.split('?')[0] ?? '/'
  return href === '/' ? here === '/' || here.startsWith('/dossiers') : here === href || here.startsWith(`${href}/`)
}

/** The menu of whoever is signed in; nothing for the public. */
export const navigation = ({ t, person, path }: Visit): Html | null => {
  if (person === null) return null
  const held = new Set(person.reader.roles.map(({ role }) => role))
  const seen = ({ roles }: Entry): boolean => roles === null || roles.some((role) => held.has(role))
  const shown = menu.map(({ title, entries }) => ({ title, entries: entries.filter(seen) })).filter(({ entries }) => entries.length > 0)
  const short = shown.reduce((sum, { entries }) => sum + entries.length, 0) <= unfoldedMax
  return html`<nav class="menu" aria-label="${t.app.menu}">${shown.map(({ title, entries }, at) => html`<details${short || at === 0 || entries.some(({ href }) => isHere(href, path)) ? html` open` : null}><summary>${title(t)}</summary>
<ul>${entries.map(({ href, text }) => html`<li><a href="${href}"${isHere(href, path) ? html` aria-current="page"` : null}>${text(t)}</a></li>
`)}</ul></details>`)}</nav>`
}
