/** The frame of every page: header, menu, preferences. */
import { paths } from '../pages/assets.ts'
import { themes, type Theme, type Visit } from '../pages/visit.ts'
import { calendarEndNotice } from './calendar-end.ts'
import { html, type Html, type HtmlValue } from './html.ts'
import { navigation } from './menu.ts'
import { unreadLink } from './notices.ts'
import { languages, type Language, type Texts } from './texts/index.ts'

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

/** On a narrow screen what is to be done stands above the facts that come before it in the text; this is what comes after both. */
const behindActions = 'timeline'

/**
 * Nothing is painted before the header is there whole: its parts stand at the right edge, and each that came later would push the others.
 * Of a page with actions nothing is painted before they are there.
 */
const head = (title: string, name: string, body: Html): Html => html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${name}</title>
<link rel="expect" href="#top" blocking="render">
${body.markup.includes(`id="${behindActions}"`) ? html`<link rel="expect" href="#${behindActions}" blocking="render">
` : null}<link rel="icon" type="image/svg+xml" href="${paths.icon}">
${paths.preload.map((path) => html`<link rel="preload" as="font" type="font/woff2" crossorigin href="${path}">
`)}<link rel="stylesheet" href="${paths.bootstrap}">
<link rel="stylesheet" href="${paths.app}">
<script src="${paths.htmx}" defer></script>
</head>`

/** A whole page. */
export const layout = (visit: Visit, title: string, content: HtmlValue): string => {
  const body = html`${content}`
  const { t, language, theme, person } = visit
  const agency = person?.agencyName[language] ?? t.app.name
  return html`<!doctype html>
<html lang="${language}" data-theme="${theme}">
${head(title, t.app.name, body)}
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
