/** Which nodes of a graph lead to each other. */

/**
 * The strongly connected parts of a graph of `count` nodes (Tarjan), what they lead to before themselves. Without recursion, so that no
 * depth can break it.
 */
export const partsOf = (count: number, waysFrom: (id: number) => readonly { readonly to: number }[]): number[][] => {
  const index = new Map<number, number>()
  const low = new Map<number, number>()
  const stack: number[] = []
  const onStack = new Set<number>()
  const parts: number[][] = []
  const open = (id: number) => {
    const own = index.size
    index.set(id, own)
    low.set(id, own)
    stack.push(id)
    onStack.add(id)
    return { id, next: 0 }
  }
  const lower = (id: number, value: number) => low.set(id, Math.min(low.get(id) ?? value, value))
  const close = (id: number): void => {
    if (low.get(id) !== index.get(id)) return
    const part = stack.splice(stack.lastIndexOf(id))
    for (const member of part) onStack.delete(member)
    parts.push(part)
  }
  for (let root = 0; root < count; root++) {
    if (index.has(root)) continue
    const frames = [open(root)]
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const way = waysFrom(frame.id)[frame.next++]
      if (way === undefined) {
        frames.pop()
        close(frame.id)
        const parent = frames.at(-1)
        if (parent !== undefined) lower(parent.id, low.get(frame.id) ?? 0)
      } else if (!index.has(way.to)) frames.push(open(way.to))
      else if (onStack.has(way.to)) lower(frame.id, index.get(way.to) ?? 0)
    }
  }
  return parts
}
