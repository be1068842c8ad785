import { Registers } from './0001_registers.ts'
import { Dossiers } from './0002_dossiers.ts'
import { Received } from './0003_received.ts'
import { Search } from './0004_search.ts'
import { Administration } from './0005_administration.ts'
import { Calendars } from './0006_calendars.ts'
import { Notices } from './0007_notices.ts'
import { Board } from './0008_board.ts'
import { Numbers } from './0009_numbers.ts'
import { Objects } from './0010_objects.ts'
import { Documents } from './0011_documents.ts'
import { Successors } from './0015_successors.ts'
import { DocumentSuccessors } from './0016_document_successors.ts'
import { ObjectCrc } from './0030_object_crc.ts'
import { VisibleUnits } from './0031_visible_units.ts'
import { DocumentTexts } from './0032_document_texts.ts'
import { ProcedureMigrations } from './0034_procedure_migrations.ts'
import { Standings } from './0036_standings.ts'
import { Facts } from './0038_facts.ts'
import { ReportCopies } from './0039_report_copies.ts'
import { Nonconformities } from './0040_nonconformities.ts'
import { CorrectiveActions } from './0041_corrective_actions.ts'

/** Every migration in its order; forward only. A file that is not listed here does not run. */
export const migrations = [
  { name: '0001_registers', class: Registers },
  { name: '0002_dossiers', class: Dossiers },
  { name: '0003_received', class: Received },
  { name: '0004_search', class: Search },
  { name: '0005_administration', class: Administration },
  { name: '0006_calendars', class: Calendars },
  { name: '0007_notices', class: Notices },
  { name: '0008_board', class: Board },
  { name: '0009_numbers', class: Numbers },
  { name: '0010_objects', class: Objects },
  { name: '0011_documents', class: Documents },
  { name: '0015_successors', class: Successors },
  { name: '0016_document_successors', class: DocumentSuccessors },
  { name: '0030_object_crc', class: ObjectCrc },
  { name: '0031_visible_units', class: VisibleUnits },
  { name: '0032_document_texts', class: DocumentTexts },
  { name: '0034_procedure_migrations', class: ProcedureMigrations },
  { name: '0036_standings', class: Standings },
  { name: '0038_facts', class: Facts },
  { name: '0039_report_copies', class: ReportCopies },
  { name: '0040_nonconformities', class: Nonconformities },
  { name: '0041_corrective_actions', class: CorrectiveActions },
]
