/** What a person wants by e-mail. */
import { type MailGroup, mailGroups, noticeGroups } from '../../schemas/notice.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'
import { noticeText } from './notice-details.ts'

export interface MailChoicePage {
  readonly address: string
  readonly kinds: ReadonlySet<string>
  readonly daily: boolean
  readonly language: 'vi' | 'en'
  /** E-mail is set up here. */
  readonly isOn: boolean
  readonly saved: boolean
  readonly badAddress: boolean
}

const box = (name: string, value: string, text: string, checked: boolean): Html => html`<div class="form-check"><input class="form-check-input" type="checkbox" id="${name}-${value}" name="${name}.${value}" value="1"${
  checked ? html` checked` : null}><label class="form-check-label" for="${name}-${value}">${text}</label></div>
`
const group = ({ t }: Visit, one: MailGroup, kinds: ReadonlySet<string>): Html => html`<fieldset><legend>${t.noticeGroups[one]}</legend>
${noticeGroups[one].map((kind) => box('kind', kind, noticeText(t, kind), kinds.has(kind)))}</fieldset>`

const languages = [['vi', 'Tiếng Việt'], ['en', 'English']] as const

/** The form. */
export const mailChoiceView = (visit: Visit, { address, kinds, daily, language, isOn, saved, badAddress }: MailChoicePage): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.mail.title}</h1></div>
${saved ? html`<p class="notice good" role="status">${t.mail.saved}</p>` : null}${isOn ? null : html`<p class="notice">${t.mail.isOff}</p>`}
<section class="panel"><form class="in choice" method="post" action="/notices/settings">
<div class="fields"><div><label for="address">${t.mail.address}</label>
<input id="address" name="address" type="email" class="form-control" maxlength="200" autocomplete="email" value="${address}" aria-describedby="address-hint"${badAddress ? html` aria-invalid="true" autofocus` : null}>
<small id="address-hint" class="${badAddress ? 'must' : 'quiet'}">${badAddress ? t.mail.badAddress : t.mail.addressHint}</small></div>
<div><label for="language">${t.mail.language}</label><select id="language" name="language" class="form-select">${languages.map(([code, name]) =>
    html`<option value="${code}"${code === language ? html` selected` : null}>${name}</option>`)}</select></div></div>
${box('send', 'daily', t.mail.daily, daily)}
<h2>${t.mail.kinds}</h2>
<div class="fields">${mailGroups.map((one) => group(visit, one, kinds))}</div>
<p class="quiet">${t.mail.kept}</p>
<p><button class="btn btn-primary" name="save" value="own">${t.mail.save}</button> <button class="btn btn-plain" name="save" value="proposed">${t.mail.reset}</button></p></form></section>`
}
