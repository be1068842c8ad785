/** The frame of every page: header, menu, preferences. */
import type { Role } from '../../schemas/procedure.ts'
import { paths } from '../pages/assets.ts'
import { themes, type Theme, type Visit } from '../pages/visit.ts'
import { reportReaders } from '../reports/readers.ts'
import { calendarEndNotice } from './calendar-end.ts'
import { adminRoles } from './admin.ts'
import { leaders } from './board.ts'
import { html, type Html, type HtmlValue } from './html.ts'
import { unreadLink } from './notices.ts'
import { lateRoles } from './late.ts'
import { languages, type Language, type Texts } from './texts/index.ts'

interface Entry { readonly href: string; readonly text: (t: Texts) => string; readonly roles: readonly Role[] | null }
interface Group { readonly title: (t: Texts) => string; readonly entries: readonly Entry[] }

/** The menu. `roles`: only whoever holds one of them sees the entry. */
const menu: readonly Group[] = [
  { title: (t) => t.app.groupDossiers, entries: [
    { href: '/', text: (t) => t.app.work, roles: null },
    { href: '/notices/today', text: (t) => t.day.title, roles: null },
    { href: '/receive', text: (t) => t.app.receive, roles: ['receptionist'] },
    { href: '/search', text: (t) => t.app.search, roles: null },
    { href: '/board', text: (t) => t.board.title, roles: leaders },
    { href: '/late', text: (t) => t.late.title, roles: lateRoles },
    { href: '/tasks', text: (t) => t.tasks.title, roles: null },
    { href: '/statistics', text: (t) => t.statistics.title, roles: null },
    { href: '/reports', text: (t) => t.reports.title, roles: reportReaders },
  ] },
  { title: (t) => t.app.groupProcedures, entries: [
    { href: '/procedures', text: (t) => t.app.procedures, roles: null },
    { href: '/public', text: (t) => t.app.publicPage, roles: null },
  ] },
  { title: (t) => t.documents.group, entries: [
    { href: '/documents', text: (t) => t.documents.title, roles: null },
    { href: '/laws', text: (t) => t.laws.title, roles: null },
    { href: '/facts', text: (t) => t.facts.title, roles: null },
  ] },
  { title: (t) => t.quality.group, entries: [
    { href: '/year', text: (t) => t.year.title, roles: reportReaders },
    { href: '/nonconformities', text: (t) => t.nonconformities.title, roles: null },
    { href: '/corrective-actions', text: (t) => t.correctiveActions.title, roles: null },
  ] },
  { title: (t) => t.admin.menu, entries: [
    { href: '/admin', text: (t) => t.admin.title, roles: adminRoles },
  ] },
]

const isHere = (href: string, path: string): boolean => {
  const here = path.split('?')[0] ?? '/'
  return href === '/' ? here === '/' || here.startsWith('/dossiers') : here === href || here.startsWith(`${href}/`)
}

const navigation = ({ t, person, path }: Visit): Html | null => {
  if (person === null) return null
  const held = new Set(person.reader.roles.map(({ role }) => role))
  const seen = ({ roles }: Entry): boolean => roles === null || roles.some((role) => held.has(role))
  const shown = menu.map(({ title, entries }) => ({ title, entries: entries.filter(seen) })).filter(({ entries }) => entries.length > 0)
  return html`<nav class="menu" aria-label="${t.app.menu}">${shown.map(({ title, entries }) => html`<p>${title(t)}</p>
<ul>${entries.map(({ href, text }) => html`<li><a href="${href}"${isHere(href, path) ? html` aria-current="page"` : null}>${text(t)}</a></li>
`)}</ul>`)}</nav>`
}

const languageNames: Readonly<Record<Language, string>> = { vi: 'Tiếng Việt', en: 'English' }
const themeName = (t: Texts, theme: Theme): string => ({ auto: t.app.themeAuto, light: t.app.themeLight, dark: t.app.themeDark })[theme]

const option = (value: string, text: string, selected: boolean): Html => html`<option value="${value}"${selected ? html` selected` : null}>${text}</option>`

const preferences = ({ t, language, theme, path }: Visit): Html => html`<details class="preferences"><summary>${t.app.view}</summary>
<form method="post" action="/preferences"><input type="hidden" name="next" value="${path}">
<label>${t.app.language} <select name="language" class="form-select form-select-sm">${languages.map((one) => option(one, languageNames[one], one === language))}</select></label>
<label>${t.app.theme} <select name="theme" class="form-select form-select-sm">${themes.map((one) => option(one, themeName(t, one), one === theme))}</select></label>
<button class="btn btn-primary btn-sm">${t.app.apply}</button></form></details>`

const dutiesOf = ({ t, person }: Visit): string => {
  const own = person?.reader.roles.filter(({ onBehalfOf }) => onBehalfOf === null) ?? []
  return [...new Set(own.map(({ role }) => t.roles[role]))].join(', ')
}

const whoIsHere = (visit: Visit): Html => {
  const { t, person } = visit
  if (person === null) return html`<div class="who">${preferences(visit)}<a href="/sign-in">${t.app.signIn}</a></div>`
  return html`<div class="who">${unreadLink(visit)}<div class="whoName"><a href="/account"><bdi>${person.account.fullName}</bdi></a><span>${dutiesOf(visit)}</span></div>${preferences(visit)}
<form method="post" action="/sign-out"><button class="btn btn-sm">${t.app.signOut}</button></form></div>`
}

/** Nothing is painted before the header is there whole: its parts stand at the right edge, and each that came later would push the others. */
const head = (title: string, name: string): Html => html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${name}</title>
<link rel="expect" href="#top" blocking="render">
<link rel="icon" type="image/svg+xml" href="${paths.icon}">
${paths.preload.map((path) => html`<link rel="preload" as="font" type="font/woff2" crossorigin href="${path}">
`)}<link rel="stylesheet" href="${paths.bootstrap}">
<link rel="stylesheet" href="${paths.app}">
<script src="${paths.htmx}" defer></script>
</head>`

/** A whole page. */
export const layout = (visit: Visit, title: string, body: HtmlValue): string => {
  const { t, language, theme, person } = visit
  const agency = person?.agencyName[language] ?? t.app.name
  return html`<!doctype html>
<html lang="${language}" data-theme="${theme}">
${head(title, t.app.name)}
<body>
<a class="skip" href="#main">${t.app.skip}</a>
<header class="top" id="top"><div class="agency"><a href="${person === null ? '/public' : '/'}">${agency}</a><p>${t.app.tagline}</p></div>
${whoIsHere(visit)}</header>
<div class="${person === null ? 'shell alone' : 'shell'}">${navigation(visit)}
<main id="main" tabindex="-1">
${calendarEndNotice(visit)}${body}
</main></div>
</body>
</html>
`.markup
}
