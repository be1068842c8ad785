/** Makes the PDF of office files before somebody waits for one: of revisions that are in force, or about to be. */
import { DomainError } from '../../schemas/errors.ts'
import { filesWithoutView } from '../../storage/documents/views.ts'
import { findObject } from '../../storage/objects/rows.ts'
import { makePdf } from '../commands/document-pdf.ts'
import type { Deps } from '../deps.ts'
import { copyBytesMax, officeTypes } from '../files/kinds.ts'

const pageSize = 10

/** Answers how many files it has worked on; none where LibreOffice is not installed. @throws DomainError objects-unavailable | file-check-busy: the next run goes on */
export const makePdfs = async (deps: Deps): Promise<number> => {
  if (!deps.office.isThere) return 0
  let done = 0
  for (const { tenantId, id } of await filesWithoutView(deps.pool, { mediaTypes: officeTypes, bytesMax: copyBytesMax }, pageSize)) {
    const source = await findObject(deps.pool, tenantId, id)
    if (source === undefined) continue
    await deps.office.sharing(`${tenantId} ${id}`, () => makePdf(deps, tenantId, source)).catch((error: unknown) => {
      // The scrub tells of a file that is missing or damaged; the others need not wait for it.
      if (!(error instanceof DomainError) || !['object-missing', 'object-damaged'].includes(error.code)) throw error
    })
    done += 1
  }
  return done
}
