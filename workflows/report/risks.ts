/** How great a risk is, by a stated scale: likelihood times impact, each from 1 to 5. ISO 9001:2015, 6.1; the scale is the service's own (`risk-scale-1`). */
import type { Fact } from '../../schemas/fact.ts'

export type RiskLevel = 'low' | 'medium' | 'high'
/** From these products on. */
const bounds = { medium: 6, high: 15 } as const

/** The level of a product of likelihood and impact. */
export const riskLevel = (score: number): RiskLevel => (score >= bounds.high ? 'high' : score >= bounds.medium ? 'medium' : 'low')

/** A risk before and after its treatment. */
export interface RatedRisk { readonly fact: Fact; readonly before: number; readonly after: number }

/** Risks of the register, the greatest that remain first. */
export const ratedRisks = (facts: readonly Fact[]): RatedRisk[] => facts.filter(({ kind }) => kind === 'risk').map((fact) => {
  const { likelihood = 0, impact = 0, residualLikelihood = 0, residualImpact = 0 } = fact.figures
  return { fact, before: likelihood * impact, after: residualLikelihood * residualImpact }
}).toSorted((a, b) => b.after - a.after || b.before - a.before || (a.fact.id < b.fact.id ? -1 : 1))
