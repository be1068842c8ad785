/** Looks into files of documents that nobody has looked into: those of before inspections were kept, and those of a sample. */
import { DomainError } from '../../schemas/errors.ts'
import { keepInspection, uninspectedFiles } from '../../storage/documents/texts.ts'
import { findObject } from '../../storage/objects/rows.ts'
import type { Deps } from '../deps.ts'
import { extensionOf } from '../files/kinds.ts'

const pageSize = 50

type Needed = Pick<Deps, 'pool' | 'objects' | 'files' | 'clock'>

/** A file that would be refused today stays: it is said of it. Null: it cannot be read, which the scrub tells of. */
const lookInto = async (deps: Needed, tenantId: string, id: string) => {
  const object = await findObject(deps.pool, tenantId, id)
  if (object === undefined) return null
  const open = () => deps.objects.get(object)
  return deps.files.inspect(extensionOf(object.contentType), { sizeBytes: object.sizeBytes, open }).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'file-refused') return 'refused' as const
    if (error instanceof DomainError && error.code === 'object-missing') return { state: 'unread' as const, text: null, pages: null, remarks: [] }
    throw error
  })
}

/** Answers how many files it has looked into. @throws DomainError objects-unavailable | file-check-busy: the next run goes on */
export const inspectFiles = async (deps: Needed): Promise<number> => {
  const files = await uninspectedFiles(deps.pool, pageSize)
  let done = 0
  for (const { tenantId, id } of files) {
    const told = await lookInto(deps, tenantId, id)
    if (told === null) continue
    await keepInspection(deps.pool, tenantId, id, told, deps.clock.nowMs())
    done += 1
  }
  return done
}
