/** Laws and other documents from outside that the agency must follow. QĐ 19/2014/QĐ-TTg art. 4.4a; ISO 9001:2015, 7.5.3.2 (documents of external origin). */
import Type, { type Static } from 'typebox'
import { closed, Id, line, LocalDate, nullable, oneOf } from './common.ts'

export const lawKinds = ['law', 'decree', 'circular', 'decision', 'resolution', 'standard', 'other'] as const
export const LawKind = oneOf(lawKinds)
export type LawKind = Static<typeof LawKind>

export const Law = closed({
  id: Id,
  /** Số, ký hiệu: 61/2018/NĐ-CP. */
  number: line(60),
  title: line(500),
  kind: LawKind,
  issuer: line(200),
  issuedOn: LocalDate,
  effectiveFrom: LocalDate,
  endsOn: nullable(LocalDate),
  /** The law that it replaces: what rested on that one is touched by it. */
  replacesId: nullable(Id),
  source: nullable(line(300)),
})
export type Law = Static<typeof Law>

/** Body of POST /laws. */
export const NewLaw = closed({
  number: line(60), title: line(500), kind: LawKind, issuer: line(200), issuedOn: LocalDate, effectiveFrom: LocalDate,
  endsOn: Type.Optional(LocalDate), replacesId: Type.Optional(Id), source: Type.Optional(line(300)),
})
export type NewLaw = Static<typeof NewLaw>
