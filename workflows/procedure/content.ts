/** The name of a procedure revision by its content. */
import { createHash } from 'node:crypto'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { canonicalJson } from '../evidence/canonical.ts'

/** SHA-256, lower-case hexadecimal, of the RFC 8785 form of a definition: what a dossier pins. */
export const hashOf = (definition: ProcedureDefinition): string =>
  createHash('sha256').update(canonicalJson(definition), 'utf8').digest('hex')
