/** The flowchart of every shipped procedure: straight lines, nothing over anything else, quick, and fit for a strict policy. */
import t, { type Test } from 'tap'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { comparisonChart, comparisonGraph } from '../../server/render/comparison-chart.ts'
import { flowchart, graphOf } from '../../server/render/flowchart.ts'
import { type ChartGraph, layOut } from '../../server/render/swimlane-layout.ts'
import { swimlane } from '../../server/render/swimlane.ts'
import { compare } from '../../workflows/procedure/compare.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { processorMs } from '../support/processor.ts'

interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const attribute = (tag: string, name: string): number => Number(new RegExp(` ${name}="(-?[\\d.]+)"`).exec(tag)?.[1])
const boxesOf = (markup: string): Box[] => [...markup.matchAll(/<rect class="box"[^>]*>/g)].map(([tag]) =>
  ({ x: attribute(tag, 'x'), y: attribute(tag, 'y'), width: attribute(tag, 'width'), height: attribute(tag, 'height') }))
const linesOf = (markup: string): [number, number][][] => [...markup.matchAll(/<path class="edge[^"]*" d="M([^"]*)"/g)].map((match) =>
  (match[1] ?? '').split('L').map((point) => point.split(' ').map(Number) as [number, number]))
const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const checkDrawing = (t: Test, markup: string): void => {
  const boxes = boxesOf(markup)
  t.ok(boxes.length > 2)
  t.notOk(boxes.some((a, i) => boxes.slice(i + 1).some((b) => overlap(a, b))), 'boxes stand apart')
  t.ok(linesOf(markup).every((points) => points.every(([x, y], i) => i === 0 || x === points[i - 1]?.[0] || y === points[i - 1]?.[1])), 'right angles')
  const crossing = linesOf(markup).flatMap((points) => points.slice(1).map((point, i) => [points[i] ?? point, point] as const)).filter(([a, b]) => boxes.some((box) =>
    overlap({ x: Math.min(a[0], b[0]), y: Math.min(a[1], b[1]), width: Math.abs(a[0] - b[0]), height: Math.abs(a[1] - b[1]) },
      { x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 })))
  t.same(crossing, [], 'no line runs through a box')
  t.notMatch(markup, /style=|<style|on\w+=/, 'no style and no script of its own')
}

for (const definition of shippedProcedures()) {
  t.test(`${definition.code} revision ${definition.revision}`, async (t) => {
    const { markup } = flowchart(compile(definition), 'vi')
    checkDrawing(t, markup)
    t.match(markup, /role="img" aria-labelledby="flow-title flow-desc"/)
  })
}

for (const code of ['P2', 'P7']) {
  t.test(`both revisions of ${code} in one chart: every step of either, what differs in words and in its lines`, async (t) => {
    const [before, after] = shippedProcedures().filter((definition) => definition.code === code).map(compile)
    if (before === undefined || after === undefined) return t.fail('two revisions are shipped')
    const comparison = compare(before.definition, after.definition)
    const pair = { before, after, comparison }
    const graph = comparisonGraph(pair, 'vi')
    const [was, is] = [graphOf(before, 'vi'), graphOf(after, 'vi')]
    t.same(graph.nodes.map(({ id }) => id).sort(), [...new Set([...was.nodes, ...is.nodes].map(({ id }) => id))].sort())
    const { markup } = comparisonChart(pair, 'vi')
    checkDrawing(t, markup)
    for (const [change, tag] of [['added', '+ Thêm'], ['removed', '− Bỏ'], ['changed', '± Sửa']] as const) {
      const marked = graph.nodes.filter((node) => comparison.steps.some(({ key, change: its }) => key === node.id && its === change))
      t.ok(marked.every((node) => node.tag === tag && node.classes.includes(change)), `${change} steps say so`)
      const lines = graph.edges.filter(({ classes }) => classes === change)
      t.ok(lines.every(({ name }) => name.startsWith(tag.slice(0, 1))), `${change} transitions say so`)
      t.equal((markup.match(new RegExp(`class="edge[^"]* ${change}"`, 'g')) ?? []).length, lines.length)
    }
    t.notOk(comparisonGraph({ before, after: before, comparison: compare(before.definition, before.definition) }, 'vi').nodes.some(({ tag }) => tag !== undefined), 'the same revision twice has no mark')
  })
}

t.test('names that hold markup are text', async (t) => {
  const graph: ChartGraph = { lanes: ['<b>'], nodes: [{ id: 'a', lane: 0, name: '<script>', note: '"&', classes: '', title: '<i>' }], edges: [] }
  const { markup } = swimlane(graph, { id: 'x', title: '<t>', description: '<d>' })
  t.notMatch(markup, /<script>|<b>|<i>|<t>|<d>/)
})

t.test('a chart of twenty steps is laid out in a few milliseconds', async (t) => {
  const nodes = Array.from({ length: 20 }, (_, i) => ({ id: `${i}`, lane: i % 5, name: `Bước ${i}`, note: '', classes: '', title: '' }))
  const edges = nodes.slice(1).map((node, i) => ({ from: `${i}`, to: node.id, name: 'tiếp', back: false, branch: false }))
  const took = await processorMs(() => { for (let i = 0; i < 20; i += 1) layOut({ lanes: ['a', 'b', 'c', 'd', 'e'], nodes, edges }) })
  t.ok(took / 20 < 20, `${(took / 20).toFixed(1)} ms`)
})
