/** The two catalogues, one shape: what all screens share, and the words of each feature that keeps its own file. */
import type { Bilingual } from '../../../schemas/common.ts'
import * as actions from './actions.ts'
import * as admin from './admin.ts'
import * as audits from './audits.ts'
import * as apologies from './apologies.ts'
import * as board from './board.ts'
import * as calendars from './calendars.ts'
import * as competence from './competence.ts'
import * as complaints from './complaints.ts'
import * as dashboard from './dashboard.ts'
import * as documents from './documents.ts'
import { en } from './en.ts'
import * as evidence from './evidence.ts'
import * as figures from './figures.ts'
import * as handover from './handover.ts'
import * as intake from './intake.ts'
import * as masterLists from './master-lists.ts'
import * as migration from './migration.ts'
import * as notices from './notices.ts'
import * as objectives from './objectives.ts'
import * as procedures from './procedures.ts'
import * as quality from './quality.ts'
import * as reports from './reports.ts'
import * as reportSchedules from './report-schedules.ts'
import * as reviews from './reviews.ts'
import * as risks from './risks.ts'
import * as reading from './reading.ts'
import * as replay from './replay.ts'
import * as statistics from './statistics.ts'
import * as stepTable from './step-table.ts'
import * as store from './store.ts'
import * as surveys from './surveys.ts'
import * as tracking from './tracking.ts'
import * as units from './units.ts'
import { vi } from './vi.ts'
import * as year from './year.ts'
import type { Words } from './words.ts'

const whole = {
  ...vi,
  ...actions.vi,
  ...admin.vi,
  ...audits.vi,
  ...apologies.vi,
  ...board.vi,
  ...calendars.vi,
  ...competence.vi,
  ...complaints.vi,
  ...dashboard.vi,
  ...documents.vi,
  ...evidence.vi,
  ...figures.vi,
  ...handover.vi,
  ...intake.vi,
  ...masterLists.vi,
  ...migration.vi,
  ...notices.vi,
  ...objectives.vi,
  ...procedures.vi,
  ...quality.vi,
  ...reports.vi,
  ...reportSchedules.vi,
  ...reviews.vi,
  ...risks.vi,
  ...reading.vi,
  ...replay.vi,
  ...statistics.vi,
  ...stepTable.vi,
  ...store.vi,
  ...surveys.vi,
  ...tracking.vi,
  ...units.vi,
  ...year.vi,
}

/** What every catalogue holds: a text, or a function of the words that stand in it. */
export type Texts = Words<typeof whole>

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

const english: Texts = {
  ...en,
  ...actions.en,
  ...admin.en,
  ...audits.en,
  ...apologies.en,
  ...board.en,
  ...calendars.en,
  ...competence.en,
  ...complaints.en,
  ...dashboard.en,
  ...documents.en,
  ...evidence.en,
  ...figures.en,
  ...handover.en,
  ...intake.en,
  ...masterLists.en,
  ...migration.en,
  ...notices.en,
  ...objectives.en,
  ...procedures.en,
  ...quality.en,
  ...reports.en,
  ...reportSchedules.en,
  ...reviews.en,
  ...risks.en,
  ...reading.en,
  ...replay.en,
  ...statistics.en,
  ...stepTable.en,
  ...store.en,
  ...surveys.en,
  ...tracking.en,
  ...units.en,
  ...year.en,
}

export const catalogues: Readonly<Record<Language, Texts>> = { vi: whole, en: english }

/** A name in the language; a text in one language alone stands for both. */
export const inLanguage = (language: Language, name: Bilingual): string => name[language]
