/** What the figures of a panel count, folded below them: one short answer to "what is this number?". */
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'

/** The folded words; each line is a sentence or two of its own. */
export const howCounted = ({ t }: Pick<Visit, 't'>, lines: readonly string[]): Html => html`<details class="how"><summary>${t.app.howCounted}</summary>${lines.map((line) => html`<p>${line}</p>`)}</details>`
