/** What is told of a copy to whoever holds it: which revision it is, and whether it is in force. */
import type { RevisionState } from '../../schemas/document.ts'
import type { CopyStandingRow } from '../../storage/public.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import type { Visit } from '../pages/visit.ts'
import { badge, type Standing } from './badge.ts'
import { html, type Html } from './html.ts'
import { inLanguage } from './texts/index.ts'
import { dateText } from './times.ts'

type Told = 'inForce' | 'notYet' | 'superseded' | 'obsolete' | 'withdrawn'
const toldOf: Readonly<Record<RevisionState, Told>> = {
  draft: 'notYet', inReview: 'notYet', approved: 'notYet', scheduled: 'notYet', effective: 'inForce', superseded: 'superseded', obsolete: 'obsolete', withdrawn: 'withdrawn',
}
const kinds: Readonly<Record<Told, Standing['kind']>> = { inForce: 'good', notYet: 'soon', superseded: 'late', obsolete: 'late', withdrawn: 'late' }

const two = (number: number): string => String(number).padStart(2, '0')

/** The page of one copy; null: the code was not made here. */
export const copyStandingView = ({ t, language, format }: Visit, found: CopyStandingRow | null, nowMs: number): Html => {
  if (found === null) return html`<div class="headline"><h1>${t.publicCopy.title}</h1></div><p class="notice bad" role="alert">${t.publicCopy.none}</p><p><a href="/public">${t.publicPage.title}</a></p>`
  const { zone, state, newer, fromMs, toMs } = found
  const told = toldOf[state]
  const day = (ms: number): string => dateText(localDateOf(ms, zone))
  const numbers = (one: { readonly issue: number; readonly revision: number }): string => t.documents.issueLong(two(one.issue), two(one.revision))
  const facts: (readonly [string, string | null])[] = [
    [t.documents.code, found.code], [t.documents.name, found.title], [t.documents.numbers, numbers(found)], [t.documents.from, fromMs === null ? null : day(fromMs)], [t.publicCopy.until, toMs === null ? null : day(toMs)],
    [t.publicCopy.newer, told === 'superseded' && newer !== null ? t.publicCopy.newerOf(numbers(newer), day(newer.fromMs)) : null],
  ]
  return html`<div class="headline"><h1>${t.publicCopy.title} · ${inLanguage(language, found.agency)}</h1>${badge({ kind: kinds[told], text: t.copyStandings[told] })}</div>
<p class="notice${told === 'inForce' ? ' good' : ' bad'}" role="status">${t.copyAdvice[told]}</p>
<section class="panel"><div class="in"><dl class="facts">${facts.flatMap(([label, text]) => (text === null ? [] : [html`<dt>${label}</dt><dd>${text}</dd>
`]))}</dl><p class="quiet">${t.publicCopy.asOf(format.at(nowMs))}</p></div></section>`
}
