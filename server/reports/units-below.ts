/** A unit of the agency with all below it. */
import { listUnits } from '../../storage/units.ts'
import { treeLines } from '../../workflows/statistics/tree.ts'
import type { Deps } from '../deps.ts'

/** The ids of a unit and of all below it, as the tree stands on a day; undefined: the agency has no such unit. */
export const unitWithBelow = async ({ orm }: Pick<Deps, 'orm'>, tenantId: string, unit: string, on: string): Promise<readonly string[] | undefined> => {
  const all = await listUnits(orm.em.fork(), tenantId, on)
  return treeLines(all, new Set(all.map(({ id }) => id)), on).find(({ id }) => id === unit)?.units
}
