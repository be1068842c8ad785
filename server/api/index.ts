/** Every route of the programming interface. */
import type { FastifyInstance } from 'fastify'
import type { SignInThrottle } from '../commands/throttle.ts'
import type { Deps } from '../deps.ts'
import type { Readiness } from '../readiness.ts'
import { declareAdministration } from './administration.ts'
import { declareAuditSheets } from './audit-sheets.ts'
import { declareAudits } from './audits.ts'
import { declareApologies } from './apologies.ts'
import { declareCalendars } from './calendars.ts'
import { declareCompetence } from './competence.ts'
import { declareComplaints } from './complaints.ts'
import { declareCorrectiveActions } from './corrective-actions.ts'
import { declareDocumentFiles } from './document-files.ts'
import { declareDocumentTexts } from './document-texts.ts'
import { declareDocuments } from './documents.ts'
import { declareDossiers } from './dossiers.ts'
import { declareDuties } from './duties.ts'
import { declareEvidence } from './evidence.ts'
import { declareFacts } from './facts.ts'
import { declareHandovers } from './handovers.ts'
import { declareHealth } from './health.ts'
import { declareHolds } from './holds.ts'
import { declareLaws } from './laws.ts'
import { declareManagementReviews } from './management-reviews.ts'
import { declareMails } from './mails.ts'
import { declareNonconformities } from './nonconformities.ts'
import { declareNotices } from './notices.ts'
import { declareObjectives } from './objectives.ts'
import { declareOpenApi, registerOpenApi } from './openapi.ts'
import { declarePapers } from './papers.ts'
import { declareMasterLists } from './master-lists.ts'
import { declareMigrations } from './migrations.ts'
import { declareProcedures } from './procedures.ts'
import { declareRegisters } from './registers.ts'
import { declareReportCopies } from './report-copies.ts'
import { declareReportSchedules } from './report-schedules.ts'
import { declareReports } from './reports.ts'
import { declareSession } from './session.ts'
import { declareStatistics } from './statistics.ts'
import { declareSurveys } from './surveys.ts'
import { declareSubordinates } from './subordinates.ts'
import { declareReplays } from './replays.ts'
import { declareStepImports } from './step-imports.ts'
import { declareStepTables } from './step-tables.ts'
import type { Api } from './types.ts'

export const registerApi = async (app: FastifyInstance, deps: Deps, parts: { readonly readiness: Readiness; readonly throttle: SignInThrottle }): Promise<void> => {
  await registerOpenApi(app)
  await app.register(async (scope) => {
    const api = scope as unknown as Api
    declareSession(api, deps, parts.throttle)
    declareDossiers(api, deps)
    declareDocuments(api, deps)
    declareStepTables(api, deps)
    await declareStepImports(api, deps)
    await declareDocumentFiles(api, deps)
    declareDocumentTexts(api, deps)
    declareFacts(api, deps)
    declareHolds(api, deps)
    declareObjectives(api, deps)
    declareLaws(api, deps)
    declareMasterLists(api, deps)
    declareNonconformities(api, deps)
    await declareCorrectiveActions(api, deps)
    declareAudits(api, deps)
    await declareAuditSheets(api, deps)
    declareDuties(api, deps)
    declareApologies(api, deps)
    await declareManagementReviews(api, deps)
    declareSurveys(api, deps)
    await declareComplaints(api, deps)
    declareCompetence(api, deps)
    declareNotices(api, deps)
    declareMails(api, deps)
    declarePapers(api, deps)
    declareEvidence(api, deps)
    declareProcedures(api, deps)
    declareMigrations(api, deps)
    declareReplays(api, deps)
    declareCalendars(api, deps)
    declareRegisters(api, deps)
    declareAdministration(api, deps)
    declareHandovers(api, deps)
    declareReports(api, deps)
    declareReportCopies(api, deps)
    declareReportSchedules(api, deps)
    declareStatistics(api, deps)
    declareSubordinates(api, deps)
  }, { prefix: '/api/v1' })
  declareHealth(app as unknown as Api, deps, parts.readiness)
  declareOpenApi(app)
}
