/** What steps of procedures are called, by the newest revision that has them. */
import type { Bilingual } from '../../schemas/common.ts'
import { revisionHashes } from '../../storage/statistics.ts'
import type { Deps } from '../deps.ts'

/** A step of a procedure, by the procedure's code. */
export interface NamedStep { readonly procedure: string; readonly step: string }

/** Tells the name of each of the steps; its path where no revision has it, as in imported logs. */
export async function stepNamer({ pool, rules }: Pick<Deps, 'pool' | 'rules'>, tenantId: string, steps: readonly NamedStep[]): Promise<(one: NamedStep) => Bilingual> {
  const wanted = Map.groupBy(steps, ({ procedure }) => procedure)
  const hashes = await revisionHashes(pool, tenantId, [...wanted.keys()])
  const names = new Map<string, Bilingual>()
  for (const [procedure, own] of wanted) {
    const missing = new Set(own.map(({ step }) => step))
    for (const procedureHash of hashes.get(procedure) ?? []) {
      if (missing.size === 0) break
      const compiled = await rules.procedureOf({ tenantId, procedureHash })
      for (const step of missing) {
        const name = compiled.steps.get(step)?.name
        if (name !== undefined && missing.delete(step)) names.set(`${procedure} ${step}`, name)
      }
    }
  }
  return ({ procedure, step }) => names.get(`${procedure} ${step}`) ?? { vi: step, en: step }
}
