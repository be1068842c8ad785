/** An escaping template: what is not made by `html` itself is text, so "forgot to escape" cannot be written. Quote every attribute. */
const special = /[&<>"']/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made harmless for element content and quoted attributes. */
const escapeHtml = (text: string): string => text.replace(special, (character) => entities[character] ?? '')

/** Markup that is already safe; only the `html` tag makes it. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
  toString(): string {
    return this.markup
  }
}

/** What may stand in a template. False, null and undefined leave no trace. */
export type HtmlValue = Html | string | number | bigint | null | undefined | false | readonly HtmlValue[]

const render = (value: HtmlValue): string => {
  if (value instanceof Html) return value.markup
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return value ? value.map(render).join('') : ''
}

/** Markup with every value escaped. It does not vet URLs, nor text inside `<script>` and `<style>`: put neither there. */
export const html = (strings: TemplateStringsArray, ...values: HtmlValue[]): Html =>
  new Html(strings.reduce((markup, part, index) => markup + render(values[index - 1]) + part))
