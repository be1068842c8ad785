/** Compares two texts: first by paragraphs, then the words of those that stand against each other. Far quicker than all words at once. */
import { diffArrays, diffWords } from 'diff'
import type { ComparedBlock, Comparison } from '../../../schemas/comparison.ts'

const timeoutMs = 3_000
/** More than anybody reads. */
const blocksMax = 4_000
/** Paragraphs that are shown before and after a change, to find it by. */
const aroundMost = 2
/** Words of longer paragraphs are not held against each other: they stand as taken out and put in. */
const paragraphMax = 50_000

type Part = Extract<ComparedBlock, { kind: 'paragraph' }>['parts'][number]

const paragraph = (parts: readonly Part[]): ComparedBlock => ({ kind: 'paragraph', parts: parts.filter(({ text }) => text !== '') })

/** The k-th paragraph that went against the k-th that came. */
const changedParagraphs = (before: readonly string[], after: readonly string[]): ComparedBlock[] =>
  Array.from({ length: Math.max(before.length, after.length) }, (_, at) => {
    const [old = '', now = ''] = [before[at], after[at]]
    const isLong = old.length > paragraphMax || now.length > paragraphMax
    const words = old === '' || now === '' || isLong ? undefined : diffWords(old, now, { timeout: timeoutMs })
    if (words === undefined) return paragraph([{ is: 'del', text: old }, { is: 'ins', text: now }])
    return paragraph(words.map(({ value, added, removed }): Part => ({ is: added ? 'ins' : removed ? 'del' : 'same', text: value })))
  })

const samePart = (text: string): ComparedBlock => paragraph([{ is: 'same', text }])
const sameParagraphs = (lines: readonly string[], isFirst: boolean, isLast: boolean): ComparedBlock[] => {
  const [head, tail] = [isFirst ? 0 : aroundMost, isLast ? 0 : aroundMost]
  if (lines.length <= head + tail + 1) return lines.map(samePart)
  return [...lines.slice(0, head).map(samePart), { kind: 'skip', count: lines.length - head - tail }, ...lines.slice(lines.length - tail).map(samePart)]
}

const linesOf = (text: string): string[] => text.normalize('NFC').split('\n').map((line) => line.trim()).filter((line) => line !== '')

/** What changed from one text to the other. */
export const compareTexts = (before: string, after: string): Comparison => {
  const parts = diffArrays(linesOf(before), linesOf(after), { timeout: timeoutMs })
  if (parts === undefined) return { tooDifferent: true, changed: 0, blocks: [] }
  const blocks: ComparedBlock[] = []
  let changed = 0
  for (let at = 0; at < parts.length; at += 1) {
    const [part, next] = [parts[at]!, parts[at + 1]]
    if (!part.added && !part.removed) { blocks.push(...sameParagraphs(part.value, at === 0, at === parts.length - 1)); continue }
    const isPair = part.removed && next?.added === true
    const found = changedParagraphs(part.removed ? part.value : [], isPair ? next.value : part.added ? part.value : [])
    changed += found.length
    blocks.push(...found)
    if (isPair) at += 1
    if (blocks.length > blocksMax) return { tooDifferent: true, changed, blocks: [] }
  }
  return { tooDifferent: false, changed, blocks }
}
