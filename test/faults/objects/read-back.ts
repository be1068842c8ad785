/** Reads back through the service, as people do, what it acknowledged. */
import { personNamed, type TestAgency } from '../../support/agency.ts'
import { DocumentWire } from '../../support/document-wire.ts'
import type { ObjectFindings } from './check.ts'
import type { AcknowledgedFile, ObjectLedger } from './client.ts'

/** A published revision cannot change any more, and a draft only by a later upload: these are the files that must come back now. */
export const readableFiles = ({ uploads, publications, unanswered }: ObjectLedger): AcknowledgedFile[] => {
  const last = new Map(uploads.map((file) => [file.revisionId, file]))
  const published = new Set(publications.map(({ revisionId }) => revisionId))
  // An upload that was under way at the end may have replaced the draft's file, and nobody was told.
  return [...last.values()].filter(({ documentId, revisionId }) => published.has(revisionId) || !unanswered.has(documentId))
}

/** Reads each to its end and sums it; answers how many came back right. */
export const readBack = async ({ port, agency }: { readonly port: number; readonly agency: TestAgency }, files: readonly AcknowledgedFile[], found: ObjectFindings): Promise<void> => {
  const wire = new DocumentWire({ port, token: personNamed(agency, 'draft').token, sums: true })
  try {
    for (const { documentId, revisionId, sha256, sizeBytes } of files) {
      const read = await wire.read(`/api/v1/documents/${documentId}/revisions/${revisionId}/file`).catch((error: unknown) => error as Error)
      if (!(read instanceof Error) && read.status === 200 && read.sizeBytes === sizeBytes && read.sha256 === sha256) found.readBack += 1
      else {
        found.unserved += 1
        found.faults.push(`${documentId}/${revisionId}: not read back, ${read instanceof Error ? read.message : JSON.stringify(read)}, expected ${sizeBytes} bytes of ${sha256}`)
      }
    }
  } finally { wire.close() }
}
