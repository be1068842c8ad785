/** Every number on the pages of figures leads to its dossiers: the list is as long as the number says. */
import fc from '../support/property.ts'
import t from 'tap'
import { withOffice } from '../support/office.ts'
import { sampleToken } from '../support/sample.ts'

t.setTimeout(300_000)
const office = await withOffice(t)
const sessions = { leader: await sampleToken(office.deps, 'mau.chutich'), head: await sampleToken(office.deps, 'mau.tpkinhte') } as const
type Who = keyof typeof sessions

const read = async (who: Who, path: string): Promise<string> => {
  const answer = await fetch(`${office.url}${path}`, { headers: { cookie: `quytrinh_session=${sessions[who]}` } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  const text = await answer.text()
  return text.slice(text.indexOf('<main'))
}

interface Leading { readonly text: string; readonly href: string }
const addressIn = (text: string): string => text.replaceAll('&amp;', '&')
const lists = /(?:statistics\/dossiers|conformance\/dossiers|objectives\/[^/]+\/behind)\?/
const linksIn = (page: string): Leading[] => [...page.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].flatMap(([, href = '', text = '']) => (lists.test(href) ? [{ href: addressIn(href), text }] : []))

/** A whole number as the pages write it; null for a share or a time, which lead to what they were reckoned from. */
const wholeOf = (text: string): number | null => (/^\d{1,3}(\.\d{3})*$/.test(text) ? Number(text.replaceAll('.', '')) : null)

/** Numbers in tables that lead nowhere; what counts no dossiers stands in the first cell of a row (No., version) or in a table with a caption (most points). */
const unlinkedIn = (page: string): string[] => {
  const tables = page.replace(/<table class="figures"><caption>[^]*?<\/table>/g, '').replace(/<tr><td class="number">[^<]*<\/td>/g, '')
  return [...tables.matchAll(/<(?:td|dd) class="number[^"]*">([^<]+)<\/(?:td|dd)>/g)].flatMap(([, text = '']) => (/^[1-9]/.test(text) ? [text] : []))
}

/** How many dossiers (of some objectives nonconformities) a list names, page after page; each of them once. */
const countList = async (who: Who, path: string): Promise<number> => {
  const seen = new Set<string>()
  let rows = 0
  for (let at: string | null = path; at !== null;) {
    const page: string = await read(who, at)
    const found = [...page.matchAll(/<th scope="row"><a href="\/(?:dossiers|nonconformities)\/([^"]+)">/g)].flatMap(([, id]) => id ?? [])
    rows += found.length
    for (const id of found) seen.add(id)
    at = addressIn(/<a class="btn btn-plain" href="([^"]+)" rel="next">/.exec(page)?.[1] ?? '') || null
  }
  if (seen.size !== rows) throw new Error(`${path}: a dossier stands twice`)
  return rows
}

/** Longer lists are the same pages over again. */
const longest = 100

const pages: readonly (readonly [who: Who, path: string])[] = [
  ['leader', '/statistics?period=2026&by=field'], ['leader', '/statistics?form=06b&period=2026-H1&ended=apart&paused=apart'], ['leader', '/statistics?form=weekly&period=2026-11&by=unit'],
  ['leader', '/statistics?form=766&period=2026-Q3&by=channel'], ['leader', '/statistics?form=causes&period=2026&by=unit'], ['leader', '/statistics/conformance?period=2026-Q3'],
  ['leader', '/dashboard'], ['leader', '/subordinates?form=06a&period=2026-H1'], ['head', '/dashboard'], ['head', '/statistics?from=01/03/2026&to=20/11/2026&by=procedure'],
]

const holds = async (who: Who, { text, href }: Leading): Promise<string | null> => {
  const [many, listed] = [wholeOf(text), await countList(who, href)]
  return many === null ? (listed > 0 ? null : `${text} leads to nothing: ${href}`) : listed === many ? null : `${text} leads to ${listed}: ${href}`
}

for (const [who, path] of pages) {
  t.test(`each number leads to as many dossiers: ${path}, ${who}`, async (t) => {
    const page = await read(who, path)
    const links = linksIn(page)
    const short = links.filter(({ text }) => (wholeOf(text) ?? 0) <= longest)
    t.ok(short.length > 2, `${links.length} links`)
    t.same(unlinkedIn(page), [])
    await fc.assert(fc.asyncProperty(fc.constantFrom(...short), async (link) => { t.equal(await holds(who, link), null) }), { numRuns: 5 })
  })
}

t.test('and so do those of an objective, quarter by quarter and unit by unit', async (t) => {
  const list = await read('leader', '/objectives?year=2026')
  const [, id = ''] = /<a href="\/objectives\/([0-9a-f-]+)">/.exec(list) ?? []
  const links = [...linksIn(list), ...linksIn(await read('leader', `/objectives/${id}`))].filter(({ text }) => (wholeOf(text) ?? longest + 1) <= longest)
  t.ok(links.length > 8, `${links.length} links`)
  await fc.assert(fc.asyncProperty(fc.constantFrom(...links), async (link) => { t.equal(await holds('leader', link), null) }), { numRuns: 5 })
})
