/** Papers as they come out of the printer: their text, their ink, their bytes. The trial that chose the libraries is why the ink is counted. */
import { createHash } from 'node:crypto'
import t from 'tap'
import type { PaperFacts } from '../../schemas/paper.ts'
import { renderPaper, renderTrackingBook, type RenderOptions } from '../../server/render/index.ts'
import { need } from '../support/needs.ts'
import { book, paperSamples, receipt } from '../support/paper-samples.ts'
import { darkPixels, difference, pngOf, readPng } from '../support/pixels.ts'
import { drawnBy, faultsOf, hasTool, pictureOf, readGolden, squeeze, textOf, wholeFaces, writeGolden } from '../support/pdf.ts'

interface Sample { readonly name: string; readonly facts: unknown; readonly render: (options?: RenderOptions) => Promise<Uint8Array> }
t.setTimeout(180_000)

const samples: readonly Sample[] = [
  ...paperSamples.map((facts: PaperFacts) => ({ name: facts.form, facts, render: (options?: RenderOptions) => renderPaper(facts, options) })),
  { name: 'tracking-book', facts: book(25), render: (options) => renderTrackingBook(book(25), options) },
]
const printed = new Map<string, Promise<Uint8Array>>()
/** The file of a sample, made once. */
const fileOf = ({ name, render }: Sample): Promise<Uint8Array> => {
  const known = printed.get(name) ?? render()
  printed.set(name, known)
  return known
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const updating = process.env['UPDATE_GOLDEN'] === '1'
const dpi = 40

/** Every text among facts that is meant for the reader: no dates, codes of enumerations or instants. */
const textsIn = (value: unknown, key = ''): string[] => {
  if (typeof value === 'string') return /^(form|kind|role|on|unit|event|channel|onResume|clock|result|timeliness|from|to|printedOn|place|code|insteadOf)$/.test(key) || /At$|^at$/.test(key) ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, Array.isArray(value) ? key : name))
}

t.test('the text of a paper can be searched and copied: it is what was drawn, in NFC', async (t) => {
  if (!need(t, 'pdftotext', hasTool('pdftotext'))) return
  for (const { name, render } of samples) {
    let bytes = new Uint8Array()
    const drawn = await drawnBy(async () => { bytes = Uint8Array.from(await render()) })
    const text = textOf(bytes)
    t.equal(squeeze(text), squeeze(drawn.map((one) => one.text).join('')), name)
    t.equal(text, text.normalize('NFC'), `${name} is in NFC`)
  }
})

t.test('every fact with words stands on its paper', async (t) => {
  for (const { name, facts, render } of samples) {
    const drawn = squeeze((await drawnBy(render)).map((one) => one.text).join('')).toLocaleLowerCase('vi')
    const missing = textsIn(facts).filter((text) => !drawn.includes(squeeze(text).toLocaleLowerCase('vi')))
    t.same([...new Set(missing)].filter((text) => !['refusal', 'supplement-request', 'apology', 'stop-notice', 'control-slip'].includes(name) || !isLeftOut(name, text)), [], name)
  }
})

/** Forms that have no place for a fact: what the official form does not ask for is not printed. */
const isLeftOut = (name: string, text: string): boolean => {
  const { subject, address, phone, email } = receipt.applicant
  return text === subject || ((name === 'apology' || name === 'stop-notice' || name === 'control-slip') && [address, phone, email].includes(text)) || (name === 'control-slip' && text === receipt.signer.name)
}

t.test('a subset font has the same ink as the whole font', async (t) => {
  if (!need(t, 'pdftoppm', hasTool('pdftoppm'))) return
  const whole = wholeFaces()
  for (const sample of samples) {
    const { name } = sample
    const [subset, full] = [await fileOf(sample), await sample.render({ faces: whole, compress: false })]
    const ink = darkPixels(pictureOf(subset, 1, 75))
    t.equal(ink, darkPixels(pictureOf(full, 1, 75)), `${name}: ${ink} dark pixels`)
    t.ok(ink > 3_000 && full.length > subset.length * 5, `${name}: there is ink, and the other file holds whole fonts`)
  }
})

t.test('qpdf finds no fault', async (t) => {
  if (!need(t, 'qpdf', hasTool('qpdf'))) return
  for (const sample of samples) t.equal(faultsOf(await fileOf(sample)), '', sample.name)
})

t.test('the same facts make the same bytes, those kept with the tests', async (t) => {
  const made: Record<string, string> = {}
  for (const { name, render } of samples) {
    made[name] = sha256(await render({ compress: false }))
    t.equal(sha256(await render({ compress: false })), made[name], `${name} twice`)
  }
  if (updating) writeGolden('sha256.json', `${JSON.stringify(made, null, 2)}\n`)
  t.same(made, JSON.parse(readGolden('sha256.json').toString()))
})

t.test('first pages look as those kept with the tests', async (t) => {
  if (!need(t, 'pdftoppm', hasTool('pdftoppm'))) return
  for (const sample of samples) {
    const { name } = sample
    const picture = pictureOf(await fileOf(sample), 1, dpi)
    if (updating) writeGolden(`${name}.png`, pngOf(picture))
    const share = difference(picture, readPng(readGolden(`${name}.png`)))
    t.ok(share < 0.002, `${name}: ${(share * 100).toFixed(3)} % of the pixels differ`)
  }
})

t.test('a book of 500 lines repeats its header on every page and numbers all but the first', async (t) => {
  if (!need(t, 'pdftotext', hasTool('pdftotext'))) return
  const pages = textOf(await renderTrackingBook(book(500))).split('\f').slice(0, -1)
  t.ok(pages.length > 40, `${pages.length} pages`)
  t.same(pages.filter((page) => !squeeze(page).includes('TTMãhồsơTênthủtụchànhchính')), [], 'header')
  t.same(pages.filter((page, at) => at > 0 && page.trim().split('\n')[0] !== String(at + 1)), [], 'page number')
  const codes = new Set(squeeze(pages.join('')).match(/H19\.07-260506-\d{4}/g))
  t.equal(codes.size, 500, 'every line is there')
})
