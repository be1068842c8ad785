/** What the forms of documents and laws ask for, as requests of the commands behind them. */
import { AdvanceDocument, NewDocument } from '../../../schemas/document.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { NewLaw } from '../../../schemas/law.ts'
import { NewRelease } from '../../../schemas/release.ts'
import { parseWith } from '../../validate.ts'
import { readDate } from '../../views/times.ts'
import { type Fields, given } from '../forms.ts'

/** A date of a form. @throws DomainError invalid-request, at the field */
const dateOf = (fields: Fields, name: string): string | undefined => {
  const typed = given(fields, name)
  const date = typed === undefined ? undefined : readDate(typed)
  if (date !== null) return date
  throw new DomainError('invalid-request', { errors: [{ at: `/${name}`, rule: 'date', message: 'không phải ngày', messageEn: 'is no date' }] })
}

const wholeOf = (fields: Fields, name: string): number | undefined => {
  const typed = given(fields, name)
  return typed === undefined ? undefined : Number(typed)
}

const present = (members: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))

/** Names of ticked boxes that begin so, such as `law.ID`. */
const ticked = (fields: Fields, prefix: string): string[] => [...fields.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))

/** Number and day of a decision as typed; undefined where neither is. @throws DomainError invalid-request, at the day */
export const decisionOf = (fields: Fields): Record<string, unknown> | undefined => {
  const [number, on] = [given(fields, 'decisionNumber'), dateOf(fields, 'decisionOn')]
  return number === undefined && on === undefined ? undefined : { number, on }
}

/** Lines of the change table; an empty one is left out. */
const changesOf = (fields: Fields): Record<string, unknown>[] | undefined => {
  const numbers = ticked(fields, 'place.')
  if (numbers.length === 0) return undefined
  return numbers.flatMap((number) => {
    const [place, what] = [given(fields, `place.${number}`), given(fields, `what.${number}`)]
    return place === undefined && what === undefined ? [] : [present({ place, what })]
  })
}

const copyOf = (fields: Fields): Record<string, unknown> | undefined => {
  const number = wholeOf(fields, 'copyNumber')
  return number === undefined ? undefined : present({ number, holder: given(fields, 'copyHolder'), outcome: given(fields, 'outcome') })
}

/** The event that a form asks for. Only what its kind of form shows is read. @throws DomainError invalid-request */
export const documentEventOf = (fields: Fields): AdvanceDocument => {
  const type = given(fields, 'type') ?? ''
  const isDraft = type === 'EDIT' || type === 'REVISE'
  return parseWith(AdvanceDocument, present({
    type, reason: given(fields, 'reason'), kind: given(fields, 'kind'), title: given(fields, 'title'), changes: changesOf(fields), decision: decisionOf(fields),
    effectiveOn: dateOf(fields, 'effectiveOn'), copy: copyOf(fields), lawId: given(fields, 'lawId'), note: given(fields, 'note'),
    holders: type === 'DISTRIBUTE' ? ticked(fields, 'unit.').map((unitId) => ({ unitId, accountId: null })) : undefined,
    lawIds: isDraft ? ticked(fields, 'law.') : undefined,
  }), 'invalid-request')
}

/** @throws DomainError invalid-request */
export const newDocumentOf = (fields: Fields): NewDocument => {
  const [years, place] = [wholeOf(fields, 'years'), given(fields, 'place')]
  return parseWith(NewDocument, present({
    code: given(fields, 'code') ?? '', type: given(fields, 'type') ?? '', title: given(fields, 'title') ?? '', ownerUnitId: given(fields, 'ownerUnitId') ?? '', reason: given(fields, 'reason') ?? '',
    access: given(fields, 'access'), parentId: given(fields, 'parentId'), reviewEveryMonths: wholeOf(fields, 'review'), issue: wholeOf(fields, 'issue'), revision: wholeOf(fields, 'revision'),
    retention: years === undefined && place === undefined ? undefined : { years: years ?? null, place: place ?? '' },
  }), 'invalid-request')
}

/** @throws DomainError invalid-request */
export const newReleaseOf = (fields: Fields): NewRelease => parseWith(NewRelease, present({
  decision: decisionOf(fields) ?? {}, title: given(fields, 'title') ?? '', effectiveOn: dateOf(fields, 'effectiveOn'),
  documents: ticked(fields, 'document.').map((id) => ({ id, version: Number(fields.get(`document.${id}`)) })),
}), 'invalid-request')

/** @throws DomainError invalid-request */
export const newLawOf = (fields: Fields): NewLaw => parseWith(NewLaw, present({
  number: given(fields, 'number') ?? '', title: given(fields, 'title') ?? '', kind: given(fields, 'kind') ?? '', issuer: given(fields, 'issuer') ?? '', issuedOn: dateOf(fields, 'issuedOn') ?? '',
  effectiveFrom: dateOf(fields, 'effectiveFrom') ?? '', endsOn: dateOf(fields, 'endsOn'), replacesId: given(fields, 'replacesId'), source: given(fields, 'source'),
}), 'invalid-request')

/** Documents that were ticked to be linked to a law. */
export const tickedDocuments = (fields: Fields): string[] => ticked(fields, 'document.')

/** Whether a refusal is about a date that cannot be read. */
export const isDateFault = (refusal: DomainError): boolean =>
  refusal.code === 'invalid-request' && (refusal.details.errors ?? []).some(({ rule, at }) => rule === 'date' || rule === 'format' || /[oO]n$|From$/.test(at))
