/** What the entries of a backup are called, and what its first one says. */
import Type from 'typebox'
import { closed } from '../../schemas/common.ts'

export const backupFormat = 1
export const headName = 'quytrinh-backup.json'
export const keyName = 'public-link.key'

export const tablePartName = (table: string, part: number): string => `database/${table}/${String(part).padStart(8, '0')}.copy.gz`
export const objectName = ({ tenantId, id }: { readonly tenantId: string; readonly id: string }): string => `objects/${tenantId}/${id}`

/** The table that an entry holds rows of; undefined for another entry. */
export const tableOf = (name: string): string | undefined => /^database\/(\w+)\/\d{8}\.copy\.gz$/.exec(name)?.[1]
/** The object whose bytes an entry holds; undefined for another entry. */
export const objectOf = (name: string): { readonly tenantId: string; readonly id: string } | undefined => {
  const [, tenantId, id] = /^objects\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/.exec(name) ?? []
  return tenantId === undefined || id === undefined ? undefined : { tenantId, id }
}

const Name = Type.String({ minLength: 1, maxLength: 63 })
/** The first entry: which database this is, and the tables in their order. */
export const BackupHead = closed({
  format: Type.Literal(backupFormat), madeAt: Type.String({ maxLength: 40 }), migrations: Type.Array(Name, { maxItems: 10_000 }),
  tables: Type.Array(closed({ name: Name, columns: Type.Array(Name, { maxItems: 1_600 }) }), { maxItems: 10_000 }),
})
export type BackupHead = Type.Static<typeof BackupHead>
