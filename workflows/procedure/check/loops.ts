/** Findings on ways that never end: dead ends, loops that nothing leaves, loops that nothing bounds. */
import type { Finding } from '../../../schemas/procedure.ts'
import { pathOf } from './chart.ts'
import { partsOf } from './parts.ts'
import { finding, nameOf, pathTo, type Subject } from './subject.ts'
import { clockIn, told, waysTo, type Way } from './ways.ts'

/** A way back to the same situation is a loop only when the step is really left and entered anew. */
const isMove = ({ from, to, arc }: Way): boolean => from !== to || arc.reenter
const loops = (part: readonly number[], waysFrom: (id: number) => readonly Way[]): boolean =>
  part.length > 1 || part.some((id) => waysFrom(id).some(({ to }) => to === id))

/** A shortest way round inside the part, through the situation that a dossier meets first. */
const roundIn = (part: ReadonlySet<number>, waysFrom: (id: number) => readonly Way[]): Way[] => {
  const start = Math.min(...part)
  const first = new Map<number, Way>()
  const queue = [start]
  for (const id of queue) {
    for (const way of waysFrom(id)) {
      if (!part.has(way.to) || first.has(way.to)) continue
      first.set(way.to, way)
      if (way.to === start) return backFrom(start, first)
      queue.push(way.to)
    }
  }
  return []
}
const backFrom = (start: number, first: ReadonlyMap<number, Way>): Way[] => {
  const round: Way[] = []
  for (let way = first.get(start); way !== undefined; way = way.from === start ? undefined : first.get(way.from)) round.unshift(way)
  return round
}

const memberOf = ({ arc }: Way): string => [pathOf(arc.source), arc.entry.member].filter((part) => part !== '').join('.')

const loopFinding = (
  subject: Subject, part: readonly number[], waysFrom: (id: number) => readonly Way[], severity: Finding['severity'],
): Finding[] => {
  const round = roundIn(new Set(part), waysFrom)
  const last = round.at(-1)
  if (last === undefined) return []
  const path = told(subject.ways, [...waysTo(round[0]?.from ?? 0, subject.first), ...round])
  const open = [...new Set(round.flatMap(({ to }) => subject.ways.situations[to]?.open ?? []))].map((state) => nameOf(subject, state))
  const steps = { vi: open.map(({ vi }) => `“${vi}”`).join(', '), en: open.map(({ en }) => `“${en}”`).join(', ') }
  return [finding('loop-without-bound-or-exit', severity, memberOf(last), path, severity === 'error'
    ? {
        vi: `Đi vòng không có lối ra (${steps.vi}): thêm chuyển tiếp dẫn tới kết thúc`,
        en: `A loop with no exit (${steps.en}): add a way towards an end`,
      }
    : {
        vi: `Đi vòng không giới hạn số lần (${steps.vi}): ở chuyển tiếp quay lại, chọn điều kiện “chưa quá số lần” và ghi “Tối đa (lần)”`,
        en: `A loop that may be gone round any number of times (${steps.en}): on the way back choose the condition “not too often” and fill in “At most (times)”`,
      })]
}

/** Counters that some transition or entry of the part counts up: only these can bound it. */
const countedIn = (part: ReadonlySet<number>, { chart, ways }: Subject): ReadonlySet<unknown> =>
  new Set([...part].flatMap((id) => ways.from[id] ?? []).filter(({ to }) => part.has(to)).flatMap(({ arc, to }) =>
    [...arc.actions, ...[...ways.situations[to]?.active ?? []].flatMap((node) => chart.entryActions.get(node) ?? [])])
    .filter(({ type }) => type === 'countUp').map(({ params }) => params['counter']))

const bounded = ({ arc }: Way, counted: ReadonlySet<unknown>): boolean =>
  arc.guard?.type === 'countBelow' && counted.has(arc.guard.params['counter'])

/** Loops that remain when bounded transitions and waits with a stopped clock are taken away. */
const unbounded = (subject: Subject, part: ReadonlySet<number>): Finding[] => {
  const { ways, clocks } = subject
  const counted = countedIn(part, subject)
  const stays = (id: number): boolean => {
    const at = ways.situations[id]
    return at !== undefined && part.has(id) && clockIn(at, clocks) !== 'stopped'
  }
  const waysFrom = (id: number): Way[] =>
    (stays(id) ? (ways.from[id] ?? []).filter((way) => isMove(way) && stays(way.to) && !bounded(way, counted)) : [])
  return partsOf(ways.situations.length, waysFrom)
    .filter((inner) => loops(inner, waysFrom)).flatMap((inner) => loopFinding(subject, inner, waysFrom, 'warning'))
}

/** One finding for each place, that with the shortest path: strands beside a loop show the same loop many times. */
const oncePerPlace = (found: readonly Finding[]): Finding[] =>
  [...new Map(found.toSorted((a, b) => b.path.length - a.path.length).map((each) => [each.at, each])).values()]

const eventlessLoops = ({ ways }: Subject): Finding[] => oncePerPlace(ways.circles
  .filter((arcs) => arcs.every(({ guard }) => guard?.type !== 'countBelow'))
  .flatMap((arcs) => arcs.slice(-1).map((arc) => finding('loop-without-bound-or-exit', arcs.some(({ guard }) => guard !== null) ? 'warning' : 'error',
    `${pathOf(arc.source)}.${arc.entry.member}`, arcs.flatMap((each) => [pathOf(each.source), each.entry.event]), {
      vi: 'Các chuyển tiếp tự động nối thành vòng và sẽ chạy mãi: bỏ một chuyển tiếp',
      en: 'Ways that are taken by themselves go round in a circle and would run for ever: remove one of them',
    }))))

/** Loops and dead ends, whatever the guards say. */
export const endless = (subject: Subject): Finding[] => {
  const { ways } = subject
  const waysFrom = (id: number): Way[] => (ways.from[id] ?? []).filter(isMove)
  const parts = partsOf(ways.situations.length, waysFrom)
  const found = parts.flatMap((part): Finding[] => {
    const inside = new Set(part)
    const leaves = part.some((id) => waysFrom(id).some(({ to }) => !inside.has(to)))
    if (loops(part, waysFrom)) return leaves ? unbounded(subject, inside) : loopFinding(subject, part, waysFrom, 'error')
    return leaves || ways.situations[part[0] ?? 0]?.done === true ? [] : [deadEnd(subject, part[0] ?? 0)]
  })
  return [...oncePerPlace(found), ...eventlessLoops(subject)]
}

const deadEnd = (subject: Subject, id: number): Finding => {
  const at = subject.ways.situations[id]
  const step = at?.open[0] ?? ''
  const { vi, en } = nameOf(subject, step)
  return finding('cannot-reach-end', 'error', at?.label ?? step, pathTo(subject, id), {
    vi: `Từ bước “${vi}” không đi tiếp được tới kết thúc nào: thêm chuyển tiếp, hoặc đánh dấu bước là kết thúc`,
    en: `No way leads on from “${en}” to any end: add a way, or make the step an end`,
  })
}
