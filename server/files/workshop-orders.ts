/** What the service and the child process that works on files say to each other: a line of JSON, then bytes. */
import type { Comparison } from '../../schemas/comparison.ts'
import type { FileFault, Inspection } from '../../schemas/file-check.ts'

/** What is to be done with the bytes that follow the line: a file of a kind to be looked into; or two texts as JSON, to be compared. */
export type FileOrder = { readonly work: 'inspect'; readonly kind: string } | { readonly work: 'compare' }

/** A line of the service: the order, and how many bytes follow. */
export interface OrderLine { readonly order: FileOrder; readonly bytes: number }

/** A line of the child: that it has begun, or what came of an order. `failed`: a fault of ours. */
export type AnswerLine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'inspected'; readonly inspection: Inspection }
  | { readonly kind: 'compared'; readonly comparison: Comparison }
  | { readonly kind: 'faulty'; readonly fault: FileFault }
  | { readonly kind: 'failed'; readonly name: string }
