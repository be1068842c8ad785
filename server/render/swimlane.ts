/** A laid-out flowchart as SVG: classes only, no style of its own, with a title and a description for those who hear it. Pure. */
import { html, type Html } from '../views/html.ts'
import { type ChartGraph, layOut, type Layout, nameHeight, type PlacedEdge, type PlacedLane, type PlacedNode } from './swimlane-layout.ts'
import { textWidth, wrapText } from './text-width.ts'

export interface ChartWords { readonly id: string; readonly title: string; readonly description: string }

const headHeight = 40
const round = (value: number): number => Math.round(value * 10) / 10

const laneMarkup = ({ name, x, width, middle }: PlacedLane, index: number, height: number): Html => {
  const lines = wrapText(name, { width: width - 10, size: 13, bold: true, linesMax: 2 })
  const first = lines.length === 1 ? -14 : -22
  return html`<rect class="lane${index % 2 === 0 ? '' : ' even'}" x="${round(x)}" y="${-headHeight}" width="${round(width)}" height="${round(height + headHeight)}"/>
<text class="laneName">${lines.map((line, i) => html`<tspan x="${round(middle)}" y="${first + i * 16}">${line}</tspan>`)}</text>
`
}

const edgeMarkup = ({ edge, points }: PlacedEdge, id: string): Html => {
  const path = points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')
  return html`<path class="edge${edge.back ? ' back' : ''}${edge.classes === undefined ? '' : ` ${edge.classes}`}" d="M${path}" marker-end="url(#${id}-head)"/>
`
}

/** On the upper edge of the box, at its left. */
const tagMarkup = (tag: string | undefined, x: number, y: number): Html | null => {
  if (tag === undefined) return null
  const width = textWidth(tag, 11) + 12
  return html`<rect class="tagGround" x="${round(x + 8)}" y="${round(y - 14)}" width="${round(width)}" height="16" rx="3"/><text class="tag" x="${round(x + 8 + width / 2)}" y="${round(y - 2.5)}">${tag}</text>`
}

const nodeMarkup = ({ node, x, y, lines }: PlacedNode, { boxWidth, boxHeight }: Layout): Html => {
  const middle = round(x + boxWidth / 2)
  const top = y + (boxHeight - (lines.length + (node.note === '' ? 0 : 1)) * 15) / 2 + 11
  const ring = /\bcurrent\b/.test(node.classes)
    ? html`<rect class="ring" x="${round(x - 5)}" y="${round(y - 5)}" width="${boxWidth + 10}" height="${boxHeight + 10}" rx="10"/>` : null
  const inner = /\badded\b/.test(node.classes) ? html`<rect class="inner" x="${round(x + 4)}" y="${round(y + 4)}" width="${boxWidth - 8}" height="${boxHeight - 8}" rx="3"/>` : null
  return html`<g class="node ${node.classes}"><title>${node.title}</title>${ring}
<rect class="box" x="${round(x)}" y="${round(y)}" width="${boxWidth}" height="${boxHeight}" rx="${/\bfinal\b/.test(node.classes) ? boxHeight / 2 : 6}"/>${inner}${tagMarkup(node.tag, x, y)}
<text>${lines.map((line, i) => html`<tspan class="stepName" x="${middle}" y="${round(top + i * 15)}">${line}</tspan>`)}<tspan class="stepNote" x="${middle}" y="${round(top + lines.length * 15)}">${node.note}</tspan></text></g>
`
}

/** The flowchart. `id` must be unique on its page. */
export const swimlane = (graph: ChartGraph, { id, title, description }: ChartWords): Html => {
  const layout = layOut(graph)
  const { width, height } = layout
  return html`<svg class="chart" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 ${-headHeight} ${round(width)} ${round(height + headHeight)}" width="${round(width)}" height="${round(height + headHeight)}">
<title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>
<defs><marker id="${id}-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>
${layout.lanes.map((lane, index) => laneMarkup(lane, index, height))}<path class="rule" d="M0 0H${round(width)}"/>
${layout.edges.map((edge) => edgeMarkup(edge, id))}${layout.nodes.map((node) => nodeMarkup(node, layout))}${layout.names.map((name) => html`<rect class="edgeGround" x="${round(name.x)}" y="${round(name.y)}" width="${round(name.width)}" height="${nameHeight}" rx="3"/>
<text class="edgeName" x="${round(name.x + name.width / 2)}" y="${round(name.y + 11.5)}">${name.text}</text>
`)}</svg>`
}
