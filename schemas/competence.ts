/** Competence by person and role: what is to be read and was read when, trainings, who is new. ISO 9001:2015, 7.2 and 7.3; docs/people.md. */
import Type, { type Static } from 'typebox'
import { closed, Id, Instant, LocalDate, nullable, oneOf } from './common.ts'
import { TrainedAs } from './fact.ts'
import { Role } from './procedure.ts'
import { Cursor, page, PageSize } from './service.ts'

/** Revisions that were not read; new in a role and not trained since; no training in the twelve months before. */
export const competenceGaps = ['unread', 'newUntrained', 'noTraining'] as const
export const CompetenceGap = oneOf(competenceGaps)
export type CompetenceGap = Static<typeof CompetenceGap>

/** A role held on the day, by oneself since a day, or (`onBehalfOf`) standing in for somebody. */
export const CompetenceRole = closed({ role: Role, unitId: Id, onBehalfOf: nullable(Id), since: nullable(LocalDate), isNew: Type.Boolean() })
export type CompetenceRole = Static<typeof CompetenceRole>

/** A revision in force on the day. `roles`: for which of their roles; `given`: it was distributed to them or to their unit. */
export const CompetenceReading = closed({
  documentId: Id, revisionId: Id, code: Type.String(), title: Type.String(), issue: Type.Integer(), revision: Type.Integer(), from: LocalDate,
  roles: Type.Array(Role), given: Type.Boolean(), readAt: nullable(Instant),
})
export type CompetenceReading = Static<typeof CompetenceReading>

/** A training out of the register of facts in which the person is named. */
export const CompetenceTraining = closed({ factId: Id, number: Type.String(), title: Type.String(), on: LocalDate, as: TrainedAs })
export type CompetenceTraining = Static<typeof CompetenceTraining>

const count = Type.Integer({ minimum: 0 })
/** A person as they stood at the end of the day. */
export const PersonCompetence = closed({
  accountId: Id, fullName: Type.String(), roles: Type.Array(CompetenceRole), toRead: count, read: count, trainings: count, lastTrainingOn: nullable(LocalDate), gaps: Type.Array(CompetenceGap),
})
export type PersonCompetence = Static<typeof PersonCompetence>

/** `on`: as of the end of that day; today by default. `unit`: people who hold a role in it or below. */
export const CompetenceQuery = closed({ on: Type.Optional(LocalDate), unit: Type.Optional(Id), limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })
export type CompetenceQuery = Static<typeof CompetenceQuery>
export const CompetencePage = closed({ on: LocalDate, ...page(PersonCompetence).properties })
export const CompetenceDayQuery = closed({ on: Type.Optional(LocalDate) })
export const CompetenceDetail = closed({ on: LocalDate, person: PersonCompetence, readings: Type.Array(CompetenceReading), trained: Type.Array(CompetenceTraining) })
export type CompetenceDetail = Static<typeof CompetenceDetail>

/** The whole agency on a day, for its reports: people with a role, revisions that they are to know and do know, newcomers, people trained in the period. */
export interface CompetenceCounts {
  readonly people: number; readonly toRead: number; readonly read: number; readonly complete: number
  readonly newcomers: number; readonly newcomersComplete: number; readonly trained: number
}

/** What storage tells of a person; the rule makes the rest of it. */
export interface CompetenceFacts {
  readonly accountId: Id
  readonly fullName: string
  /** Roles on the day, substitutions included. */
  readonly held: readonly { readonly role: Role; readonly unitId: Id; readonly onBehalfOf: Id | null }[]
  /** Own grants that began by the day, past ones too. */
  readonly grants: readonly { readonly role: Role; readonly validFrom: LocalDate; readonly validTo: LocalDate | null }[]
  readonly toRead: number
  readonly read: number
  /** Last days of trainings that they are named in, up to the day. */
  readonly trainedOn: readonly LocalDate[]
}
