/** Where a figure of a report comes from, in the words of whoever reads it. */
import type { Texts } from './texts/index.ts'

/** The register or the count that a source names first; what nobody put into words stands as it is. */
export const sourceWords = ({ figureSources }: Pick<Texts, 'figureSources'>, source: string): string =>
  (figureSources as Readonly<Record<string, string>>)[source.split(' ')[0] ?? ''] ?? source
