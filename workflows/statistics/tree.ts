/** A table by unit rolled up the agency tree as it stood on a day. Source: domain.md section 1.7 (the tree moves; a report takes it as of the period's end). */
import type { LocalDate } from '../../schemas/common.ts'

/** A unit over time; its superior never changes, a unit that moves ends and begins anew. */
export interface TreeUnit { readonly id: string; readonly code: string; readonly parentId: string | null; readonly validFrom: LocalDate; readonly validTo: LocalDate | null }

/** A line of the table: the unit, how deep it lies, and itself with all below it whose dossiers it sums. */
export interface TreeLine { readonly id: string; readonly depth: number; readonly units: readonly string[] }

/**
 * Every unit of the day, and those that had ended before but have dossiers of the period (`counted`), from the top, each followed by those below it in
 * the order of codes. A unit of which nothing is counted at or below is left out.
 */
export function treeLines(all: readonly TreeUnit[], counted: ReadonlySet<string>, on: LocalDate): TreeLine[] {
  const stands = all.filter(({ id, validFrom, validTo }) => counted.has(id) || (validFrom <= on && (validTo === null || validTo >= on)))
  const ids = new Set(all.map(({ id }) => id))
  const below = Map.groupBy(all, ({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : ''))
  const shown = new Set(stands.map(({ id }) => id))
  const within = (id: string): string[] => [id, ...(below.get(id) ?? []).flatMap((one) => within(one.id))]
  const linesOf = (parent: string, depth: number): TreeLine[] => (below.get(parent) ?? []).toSorted((a, b) => (a.code < b.code ? -1 : 1)).flatMap(({ id }) => {
    const units = within(id)
    if (!units.some((one) => counted.has(one))) return []
    return [...(shown.has(id) ? [{ id, depth, units }] : []), ...linesOf(id, shown.has(id) ? depth + 1 : depth)]
  })
  return linesOf('', 0)
}
