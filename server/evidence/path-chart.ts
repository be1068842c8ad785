/** The flowchart of the procedure with this dossier's path on it: as SVG that stands alone, and drawn into the document. */
import { flowchart, graphOf, type Progress, type StepProgress } from '../render/flowchart.ts'
import type { Sheet } from '../render/sheet.ts'
import { type ChartGraph, layOut, type Layout } from '../render/swimlane-layout.ts'
import { limitWords } from '../render/words.ts'
import { catalogues } from '../views/texts/index.ts'
import { durationText } from '../views/badge.ts'
import type { StepUse } from '../../workflows/dossier/reasons.ts'
import type { EvidenceCase } from './collect.ts'

const style = `text{font-family:"Noto Sans",Arial,sans-serif;text-anchor:middle;font-size:12px;fill:#1b1f24}.lane{fill:#f4f6f8}.lane.even{fill:#fff}.laneName{font-size:13px;font-weight:600}
.rule{stroke:#c8ced6}.edge{fill:none;stroke:#5a6573;stroke-width:1.4}.edge.back{stroke:#7a549f;stroke-dasharray:5 3}.head{fill:#5a6573}.edgeName{font-size:11px}.edgeGround{fill:#fff;fill-opacity:.9}
.box{fill:#fff;stroke:#5a6573;stroke-width:1.4}.stepName{font-weight:600}.stepNote{font-size:11px}.done .box{fill:#e3f4e6;stroke:#1d7a36}.over .box{fill:#fde7e4;stroke:#b3261e}.near .box{fill:#fdf1d8;stroke:#8a5a00}
.paused .box{fill:#e8ebf0;stroke:#5a6573}.final .box{fill:#f4f6f8}.current .box{stroke-width:3}.ring{fill:none;stroke:#1b1f24;stroke-width:1.6;stroke-dasharray:6 4}`

/** `3 ngày / 02 ngày làm việc`: what a step used of its limit. */
export const useText = ({ step, used, unit, workingMs }: StepUse): string => {
  const time = unit === 'days' ? `${used} ngày làm việc` : durationText({ t: catalogues.vi }, workingMs)
  return step.limit === null ? time : `${time} / ${limitWords(step.limit)}`
}

const progressOf = ({ dossier, reasons, rules }: EvidenceCase): Progress => {
  const now = new Set(dossier.steps.map(({ step }) => step))
  const times = reasons.steps.map((use) => [use.step.path, { current: now.has(use.step.path), tone: use.over ? 'over' : 'done', note: useText(use) }] as const)
  const ends = [...rules.compiled.steps.values()].filter(({ path, isFinal }) => isFinal && dossier.done && dossier.state.value === path)
    .map(({ path }) => [path, { current: true, tone: 'done', note: '' }] as const)
  return new Map<string, StepProgress>([...[...now].map((path) => [path, { current: true, tone: 'none', note: '' }] as const), ...times, ...ends])
}

/** The chart as an SVG file of its own. */
export const pathChart = (one: EvidenceCase): string =>
  String(flowchart(one.rules.compiled, 'vi', progressOf(one))).replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ').replace('<defs>', `<style>${style}</style><defs>`)

const fills: readonly (readonly [RegExp, string, string])[] = [[/\bover\b/, '#fde7e4', '#b3261e'], [/\bdone\b/, '#e3f4e6', '#1d7a36'], [/\bpaused\b/, '#e8ebf0', '#5a6573'], [/\bfinal\b/, '#f4f6f8', '#5a6573']]
const headHeight = 40

const centred = (pen: PDFKit.PDFDocument, text: string, at: { x: number; y: number; width: number; size: number; face: 'r' | 'b' }): void => {
  pen.font(at.face).fontSize(at.size).fillColor('#1b1f24')
  const width = pen.widthOfString(text)
  const size = width > at.width ? at.size * (at.width / width) : at.size
  pen.fontSize(size).text(text, at.x - Math.min(width, at.width) / 2, at.y, { lineBreak: false })
}

const drawEdges = (pen: PDFKit.PDFDocument, { edges, names }: Layout): void => {
  for (const { edge, points } of edges) {
    const [first, ...rest] = points
    const [last, before] = [points.at(-1), points.at(-2)]
    if (first === undefined || last === undefined || before === undefined) continue
    pen.lineWidth(1.2).strokeColor(edge.back ? '#7a549f' : '#5a6573').moveTo(first[0], first[1])
    for (const [x, y] of rest) pen.lineTo(x, y)
    if (edge.back) pen.dash(5, { space: 3 }).stroke().undash()
    else pen.stroke()
    const [dx, dy] = [Math.sign(last[0] - before[0]), Math.sign(last[1] - before[1])]
    pen.polygon([last[0], last[1]], [last[0] - 7 * dx - 3.5 * dy, last[1] - 7 * dy - 3.5 * dx], [last[0] - 7 * dx + 3.5 * dy, last[1] - 7 * dy + 3.5 * dx]).fill('#5a6573')
  }
  for (const { text, x, y, width } of names) {
    pen.fillOpacity(0.9).rect(x, y, width, 15).fill('#ffffff').fillOpacity(1)
    centred(pen, text, { x: x + width / 2, y: y + 1.5, width, size: 10.5, face: 'r' })
  }
}

const drawNodes = (pen: PDFKit.PDFDocument, { nodes, boxWidth, boxHeight }: Layout): void => {
  for (const { node, x, y, lines } of nodes) {
    const [, fill, stroke] = fills.find(([pattern]) => pattern.test(node.classes)) ?? [/./, '#ffffff', '#5a6573']
    pen.lineWidth(/\bcurrent\b/.test(node.classes) ? 2.6 : 1.2).roundedRect(x, y, boxWidth, boxHeight, /\bfinal\b/.test(node.classes) ? boxHeight / 2 : 6).fillAndStroke(fill, stroke)
    const rows = [...lines.map((text) => ({ text, face: 'b' as const })), ...(node.note === '' ? [] : [{ text: node.note, face: 'r' as const }])]
    const top = y + (boxHeight - rows.length * 14) / 2
    rows.forEach(({ text, face }, index) => { centred(pen, text, { x: x + boxWidth / 2, y: top + index * 14, width: boxWidth - 8, size: 11.5, face }) })
  }
}

/** Draws the chart at the cursor, as large as the sheet has room, and moves the cursor below it. */
export function drawPathChart(sheet: Sheet, one: EvidenceCase): void {
  const graph: ChartGraph = graphOf(one.rules.compiled, 'vi', progressOf(one))
  const layout = layOut(graph)
  const [width, height] = [layout.width, layout.height + headHeight]
  const room = sheet.bottom - sheet.paper.top
  const scale = Math.min(1, sheet.width / width, room / height)
  sheet.ensure(height * scale)
  sheet.art({ x: sheet.left + (sheet.width - width * scale) / 2, y: sheet.y + headHeight * scale, scale }, (pen) => {
    layout.lanes.forEach(({ name, x, width: wide, middle }, index) => {
      pen.rect(x, -headHeight, wide, height).fill(index % 2 === 0 ? '#f4f6f8' : '#ffffff')
      centred(pen, name, { x: middle, y: -28, width: wide - 8, size: 12.5, face: 'b' })
    })
    drawEdges(pen, layout)
    drawNodes(pen, layout)
    pen.fillColor('black').strokeColor('black')
  })
  sheet.y += height * scale + 6
}
