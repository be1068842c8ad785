/** What the service and the child process that works on files say to each other: a line of JSON, then bytes. */
import type { Comparison } from '../../schemas/comparison.ts'
import type { FileFault, Inspection } from '../../schemas/file-check.ts'
import type { Sheet } from '../../schemas/step-table.ts'
import type { ZipMember } from './inspect/zip.ts'

/** What a copy says on each page. `warns`: it is not to be worked from. */
export interface Stamp {
  readonly title: string
  readonly label: string
  readonly lines: readonly string[]
  readonly warns: boolean
  /** A path of one unit a module. */
  readonly qr: { readonly path: string; readonly side: number }
  /** The page before, a PDF of ours, in base64. */
  readonly front: string
}

/** What is to be done with the bytes that follow the line: a file of a kind to be looked into; two texts as JSON, to be compared; a file of a kind of which a copy is made; a sheet to be read by its cells; an archive whose members are to be found. */
export type FileOrder = { readonly work: 'inspect'; readonly kind: string } | { readonly work: 'compare' } | { readonly work: 'sheets'; readonly kind: string } | { readonly work: 'members' } | { readonly work: 'stamp'; readonly kind: string; readonly stamp: Stamp }

/** A line of the service: the order, and how many bytes follow. What was kept before is the beginning of its file. */
export interface OrderLine { readonly order: FileOrder; readonly bytes: number }
/** A line of the service: so many bytes follow, of a file whose order comes once it is whole; or what was kept is no file after all. */
export interface KeepLine { readonly order: 'keep' | 'forget'; readonly bytes: number }

/** A line of the child: that it has begun, or what came of an order. `failed`: a fault of ours. */
export type AnswerLine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'inspected'; readonly inspection: Inspection }
  | { readonly kind: 'compared'; readonly comparison: Comparison }
  | { readonly kind: 'sheets'; readonly sheets: readonly Sheet[] }
  | { readonly kind: 'members'; readonly members: readonly ZipMember[] }
  /** So many bytes follow the line. */
  | { readonly kind: 'stamped'; readonly bytes: number; readonly file?: Buffer }
  | { readonly kind: 'faulty'; readonly fault: FileFault }
  | { readonly kind: 'failed'; readonly name: string }
