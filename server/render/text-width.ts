/** Widths of Noto Sans, measured once with fontkit from the files that the pages load: enough to lay labels out without a browser. */
const regular = [
  260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434,
  899, 639, 650, 632, 730, 556, 519, 728, 741, 339, 273, 619, 524, 907, 760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572, 444,
  281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605, 615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572,
] as const
const bold = [
  260, 277, 452, 646, 572, 875, 743, 250, 324, 324, 546, 572, 279, 320, 276, 399, 572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 276, 279, 572, 572, 572, 461,
  898, 672, 659, 638, 732, 558, 538, 726, 756, 370, 309, 647, 546, 929, 793, 787, 615, 787, 643, 550, 569, 747, 631, 953, 638, 603, 576, 330, 399, 330, 572, 423,
  333, 585, 626, 502, 626, 585, 371, 626, 638, 283, 283, 588, 283, 960, 638, 617, 626, 626, 434, 493, 406, 638, 547, 830, 560, 548, 484, 389, 551, 389, 572,
] as const
/** Letters whose width is not that of their base letter. */
const others: Readonly<Record<string, readonly [number, number]>> = {
  ơ: [616, 656], ư: [674, 726], đ: [617, 634], Ơ: [784, 807], Ư: [780, 845], Đ: [730, 732], '–': [500, 500], '·': [268, 276],
}
const unitsPerEm = 1000
const unknownWidth = 600

const horn = '\u031b'
const widthOf = (letter: string, isBold: boolean): number => {
  const plain = letter.normalize('NFD').replace(/\p{Mn}/gu, (mark) => (mark === horn ? mark : '')).normalize('NFC')
  const other = others[plain]
  if (other !== undefined) return other[isBold ? 1 : 0]
  return (isBold ? bold : regular)[(plain.codePointAt(0) ?? 0) - 32] ?? unknownWidth
}

/** The width of a text in pixels at a size. */
export const textWidth = (text: string, size: number, isBold = false): number =>
  [...text.normalize('NFC')].reduce((sum, letter) => sum + widthOf(letter, isBold), 0) * size / unitsPerEm

/** A text as lines no wider than `width`, at most `linesMax`; what is left over ends in an ellipsis. */
export const wrapText = (text: string, wanted: { readonly width: number; readonly size: number; readonly bold?: boolean; readonly linesMax: number }): string[] => {
  const fits = (line: string): boolean => textWidth(line, wanted.size, wanted.bold) <= wanted.width
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  if (lines.length <= wanted.linesMax) return lines
  let last = lines[wanted.linesMax - 1] ?? ''
  while (last !== '' && !fits(`${last}…`)) last = last.slice(0, -1)
  return [...lines.slice(0, wanted.linesMax - 1), `${last}…`]
}
