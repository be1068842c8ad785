/** The pages, for people; siblings of the programming interface over the same commands. */
import type { FastifyInstance } from 'fastify'
import formbody from '@fastify/formbody'
import type { SignInThrottle } from '../commands/throttle.ts'
import type { Deps } from '../deps.ts'
import type { Setup } from '../first-start.ts'
import { packed } from '../plugins/compress.ts'
import { declareAccount } from './account.ts'
import { declareAdminMails } from './admin-mails.ts'
import { declareAdmin } from './admin.ts'
import { declareAssets } from './assets.ts'
import { declareBoard } from './board.ts'
import { declareCalendarPages } from './calendars.ts'
import { sendErrorPage } from './common.ts'
import { declareChanges } from './changes.ts'
import { declareConformance } from './conformance.ts'
import { declareLawPages } from './documents/laws.ts'
import { declareIntake } from './documents/intake.ts'
import { declareDocumentList } from './documents/list.ts'
import { declareMasterLists } from './documents/master-lists.ts'
import { declareDocumentPages } from './documents/one.ts'
import { declareDossierPages } from './dossiers.ts'
import { declareExports } from './exports.ts'
import { declareHandoverPages } from './handover.ts'
import { declareImports } from './imports.ts'
import { declareFactPages } from './facts.ts'
import { declareLate } from './late.ts'
import { declareDashboard } from './dashboard.ts'
import { declareDayPage } from './day.ts'
import { declareMailChoice } from './mail-choice.ts'
import { declareMyWork } from './my-work.ts'
import { declareActionPages } from './quality/actions.ts'
import { declareAuditPages } from './quality/audits.ts'
import { declareApologyPages } from './quality/apologies.ts'
import { declareCompetencePages } from './quality/competence.ts'
import { declareComplaintPages } from './quality/complaints.ts'
import { declareSatisfactionPage } from './quality/satisfaction.ts'
import { declareChecklistPages } from './quality/checklist.ts'
import { declareNonconformityPages } from './quality/nonconformities.ts'
import { declareGroupingsPage } from './groupings.ts'
import { declareLimitsPage } from './quality/limits.ts'
import { declareReviewPages } from './quality/reviews.ts'
import { declareRiskPages } from './quality/risks.ts'
import { declareYearPage } from './quality/year.ts'
import { declareChangedHands } from './changed-hands.ts'
import { declareMoved } from './moved.ts'
import { declareNoticePages } from './notices.ts'
import { declareObjectivePages } from './objectives.ts'
import { declarePeople } from './people.ts'
import { declarePerson } from './person.ts'
import { declarePreferences } from './preferences.ts'
import { declareProcedurePages } from './procedures/catalogue.ts'
import { declareComparePage } from './procedures/compare.ts'
import { declareMigrationPages } from './procedures/migration.ts'
import { declareReplayPage } from './procedures/replay.ts'
import { declarePublic } from './public.ts'
import { declarePublicCopies } from './public-copies.ts'
import { declareReceive } from './receive.ts'
import { declareSearch } from './search.ts'
import { declareSetupPage } from './setup.ts'
import { declareSignInPage } from './sign-in.ts'
import { declareStepImport } from './step-table/import.ts'
import { declareStepTablePages } from './step-table/routes.ts'
import { declareStore } from './store.ts'
import { declareSubstitutions } from './substitutions.ts'
import { declareReportPages } from './reports.ts'
import { declareSchedulePages } from './report-schedules.ts'
import { declareRoutes } from './routes.ts'
import { declareTasks } from './tasks.ts'
import { declareTrackingBook } from './tracking-book.ts'
import { declareSubordinatePages } from './subordinates.ts'
import { declareStatisticsPages } from './statistics.ts'
import { declareUnit } from './unit.ts'
import { declareUnits } from './units.ts'

/** `mailIsOn`: e-mail is set up. */
export interface PageParts { readonly throttle: SignInThrottle; readonly setup: Setup | null; readonly mailIsOn: boolean }

/** The quality loop: what is not as it must be, what is done about it, and what looks at the whole. */
const declareQuality = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  declareNonconformityPages(pages, deps)
  declareFactPages(pages, deps)
  declareObjectivePages(pages, deps)
  await declareActionPages(pages, deps)
  declareAuditPages(pages, deps)
  await declareChecklistPages(pages, deps)
  declareYearPage(pages, deps)
  declareApologyPages(pages, deps)
  declareRiskPages(pages, deps)
  await declareReviewPages(pages, deps)
  declareSatisfactionPage(pages, deps)
  declareLimitsPage(pages, deps)
  await declareComplaintPages(pages, deps)
}

/** People: their accounts and roles, and what they know. */
const declarePeoplePages = (pages: FastifyInstance, deps: Deps): void => {
  declarePeople(pages, deps)
  declarePerson(pages, deps)
  declareHandoverPages(pages, deps)
  declareCompetencePages(pages, deps)
}

export const registerPages = async (app: FastifyInstance, deps: Deps, parts: PageParts): Promise<void> => {
  await app.register(async (pages) => {
    // Forms only here: the programming interface takes JSON alone, which no foreign form can send.
    await pages.register(formbody, { bodyLimit: 64 * 1024 })
    pages.decorateRequest('unread', null)
    pages.decorateRequest('calendarEnd', null)
    pages.setErrorHandler<Error>((error, request, reply) => sendErrorPage(error, request, reply))
    pages.addHook('onSend', packed)
    declareAssets(pages)
    declarePreferences(pages)
    declareSignInPage(pages, deps, parts)
    declareMyWork(pages, deps)
    declareNoticePages(pages, deps)
    declareMoved(pages, deps)
    declareChangedHands(pages, deps)
    declareDayPage(pages, deps)
    declareMailChoice(pages, deps, parts)
    declareDossierPages(pages, deps)
    declareReceive(pages, deps)
    declareSearch(pages, deps)
    declareTrackingBook(pages, deps)
    declareBoard(pages, deps)
    declareLate(pages, deps)
    declareTasks(pages, deps)
    declareExports(pages, deps)
    await declareImports(pages, deps)
    declareProcedurePages(pages, deps)
    declareComparePage(pages, deps)
    declareMigrationPages(pages, deps)
    declareReplayPage(pages, deps)
    declareStatisticsPages(pages, deps)
    declareGroupingsPage(pages, deps)
    declareConformance(pages, deps)
    await declareIntake(pages, deps)
    declareDocumentList(pages, deps)
    declareMasterLists(pages, deps)
    await declareDocumentPages(pages, deps)
    declareStepTablePages(pages, deps)
    await declareStepImport(pages, deps)
    declareLawPages(pages, deps)
    await declareQuality(pages, deps)
    declareDashboard(pages, deps)
    declareReportPages(pages, deps)
    declareSchedulePages(pages, deps)
    await declareSubordinatePages(pages, deps)
    declareAdmin(pages, deps)
    declareCalendarPages(pages, deps)
    declarePeoplePages(pages, deps)
    declareStore(pages, deps)
    declareSubstitutions(pages, deps)
    declareUnits(pages, deps)
    declareUnit(pages, deps)
    declareRoutes(pages, deps)
    declareChanges(pages, deps)
    declareAccount(pages, deps, parts.throttle)
    declareAdminMails(pages, deps, parts)
    declarePublic(pages, deps)
    declarePublicCopies(pages, deps)
    declareSetupPage(pages, deps, parts)
  })
}
