/** Nothing leaves the page and nothing is lost, whatever the names and however long the reasons. */
import fc from '../support/property.ts'
import t from 'tap'
import type { PaperFacts, PaperItem, ReceiptFacts } from '../../schemas/paper.ts'
import { faces } from '../../server/render/fonts.ts'
import { renderPaper, renderTrackingBook } from '../../server/render/index.ts'
import { Measure, printable } from '../../server/render/text.ts'
import { dateWords, dongWords, limitWords, stampWords } from '../../server/render/words.ts'
import { dispositionOf } from '../../server/api/papers.ts'
import { apology, book, controlSlip, receipt, refusal, stopNotice, supplement } from '../support/paper-samples.ts'
import { drawnBy, squeeze, type Drawn } from '../support/pdf.ts'

t.setTimeout(180_000)

const syllable = fc.constantFrom('Nguyễn', 'Thị', 'Phượng', 'Quỳnh', 'ỡ', 'Đặng', 'nghiêng', 'ký', '45/CV-TTPVHCC', '“trích”', 'H19.07-260506-0012', '–', '漢字', '🙂', 'thửa', 'đất')
const spaced = (words: number, maxLength: number) => fc.array(syllable, { minLength: 1, maxLength: words }).map((parts) => parts.join(' ').slice(0, maxLength).trim() || 'x')
const unbroken = (maxLength: number) => fc.integer({ min: 1, max: maxLength }).map((length) => 'Ưỡ'.repeat(length).slice(0, length))
const line = (maxLength: number) => fc.oneof(spaced(60, maxLength), unbroken(maxLength))
const reason = fc.oneof(fc.array(spaced(300, 1900), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n').slice(0, 4000).trim() || 'x'), unbroken(4000))
const applicant = fc.record({
  kind: fc.constantFrom('citizen' as const, 'business' as const), name: line(200), address: fc.option(line(400)), phone: fc.option(fc.constant('+84 900 000 001')),
  email: fc.option(fc.constant(`${'a'.repeat(60)}@${'b'.repeat(120)}.vn`)), subject: fc.option(spaced(300, 2000)),
})
const issuer = fc.record({ superior: fc.option(line(300)), name: line(300), place: fc.option(line(60)) })
const items = fc.array(fc.record({ name: line(500), originals: fc.nat(50), copies: fc.nat(50) }), { maxLength: 60 })

const outside = (drawn: readonly Drawn[]): Drawn[] =>
  drawn.filter(({ left, right, top, bottom, width, height }) => left < 20 || right > width - 20 || top < 8 || bottom > height - 20)
/** What was drawn but for the page numbers above the margin. */
const textOfDrawn = (drawn: readonly Drawn[]): string =>
  squeeze(drawn.filter(({ text, top, width }) => !/^\d+$/.test(text) || top > (width < 450 ? 20 : 45)).map(({ text }) => text).join(''))
const holds = async (facts: PaperFacts, texts: readonly (string | null)[]): Promise<void> => {
  const drawn = await drawnBy(() => renderPaper(facts))
  const stray = outside(drawn)
  if (stray.length > 0) throw new Error(`outside the page: ${JSON.stringify(stray.slice(0, 3))}`)
  const text = textOfDrawn(drawn)
  for (const one of texts) if (one !== null && !text.includes(squeeze(printable(one)))) throw new Error(`lost: ${one.slice(0, 100)}`)
}
const runs = { numRuns: 12 }

t.test('receipts hold any applicant and up to sixty papers', async (t) => {
  await fc.assert(fc.asyncProperty(applicant, issuer, items, async (who, from, papers) => {
    await holds({ ...receipt, applicant: who, issuer: from, papers }, [who.name, who.address, who.email, who.subject, ...papers.map(({ name }) => name)])
  }), runs)
  t.pass('held')
})

t.test('reasons of 4,000 characters go on over the pages', async (t) => {
  await fc.assert(fc.asyncProperty(applicant, issuer, reason, async (who, from, why) => {
    for (const facts of [supplement, refusal, apology, stopNotice]) await holds({ ...facts, applicant: who, issuer: from, reason: why }, [who.name, why])
  }), runs)
  t.pass('held')
})

t.test('control slips hold any number of hand-overs with long names', async (t) => {
  const row = fc.record({ unit: line(300), person: line(200), note: fc.option(line(300)) })
  await fc.assert(fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
    const all = rows.map(({ unit, person, note }) => ({ ...controlSlip.rows[0]!, receiver: { unit, person, step: null }, note }))
    await holds({ ...controlSlip, rows: all }, rows.flatMap(({ unit, person, note }) => [unit, person, note]))
  }), runs)
  t.pass('held')
})

t.test('a table row higher than a page goes on over the next ones under the header', async (t) => {
  const papers: PaperItem[] = [{ name: 'Rất dài '.repeat(900).trim(), originals: 1, copies: 0 }]
  const facts: ReceiptFacts = { ...receipt, papers }
  const drawn = await drawnBy(() => renderPaper(facts))
  t.same(outside(drawn), [])
  t.ok(textOfDrawn(drawn).split('Têngiấytờ').length > 3, 'header on each page')
  t.equal(textOfDrawn(drawn).split('Rấtdài').length - 1, 900)
})

t.test('the tracking book holds long names in narrow columns', async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ applicant: line(200), address: line(400), procedure: line(500) }), { minLength: 1, maxLength: 8 }), async (rows) => {
    const facts = book(rows.length)
    const drawn = await drawnBy(() => renderTrackingBook({ ...facts, lines: facts.lines.map((one, at) => ({ ...one, ...rows[at] })) }))
    const text = textOfDrawn(drawn)
    if (outside(drawn).length > 0) throw new Error(JSON.stringify(outside(drawn)[0]))
    for (const value of rows.flatMap((one) => Object.values(one))) if (!text.includes(squeeze(printable(value)))) throw new Error(`lost ${value}`)
  }), runs)
  t.pass('held')
})

t.test('no line is wider than asked for, and no letter is lost in breaking', async (t) => {
  const measure = new Measure(faces())
  fc.assert(fc.property(fc.oneof(line(400), fc.string({ unit: 'grapheme', maxLength: 300 })), fc.integer({ min: 30, max: 400 }), (text, width) => {
    const lines = measure.wrap([text], { face: 'r', size: 12, width, indent: 5 })
    const kept = lines.map(({ words }) => words.map(({ pieces }) => pieces.map((piece) => piece.text).join('')).join(' ')).join('')
    const narrow = lines.every((one, at) => one.width <= width - (at === 0 ? 5 : 0) + 0.1 || one.words.length === 1)
    return narrow && squeeze(kept) === squeeze(printable(text))
  }))
  t.pass('held')
})

t.test('dates, limits and sums in the words of administrative papers', async (t) => {
  t.equal(dateWords('2026-02-05'), 'ngày 05 tháng 02 năm 2026')
  t.equal(dateWords('2026-03-10'), 'ngày 10 tháng 3 năm 2026')
  t.equal(stampWords('2026-12-31T07:05'), '07 giờ 05 phút, ngày 31 tháng 12 năm 2026')
  t.same([0, 999, 1_000, 1_250_000].map(dongWords), ['0 đồng', '999 đồng', '1.000 đồng', '1.250.000 đồng'])
  t.same([{ unit: 'workingDay' as const, amount: 5 }, { unit: 'workingHour' as const, amount: 2.5 }, { unit: 'sameDay' as const, amount: 1 }].map(limitWords),
    ['05 ngày làm việc', '2,5 giờ làm việc', 'trong ngày làm việc'])
})

t.test('a Vietnamese file name is sent as RFC 6266 wants it', async (t) => {
  t.equal(dispositionOf('Sổ "đỏ" (1).pdf'), 'inline; filename="So _do_ (1).pdf"; filename*=UTF-8\'\'S%E1%BB%95%20%22%C4%91%E1%BB%8F%22%20%281%29.pdf')
})
