import { p, Type } from '@mikro-orm/core'
import { fromTimestamp, toTimestamp } from '../instants.ts'

/** An instant is a timestamptz in the database and milliseconds since 1970 in the rooms. */
class InstantType extends Type<number, Date | string> {
  override convertToDatabaseValue(ms: number): Date | string {
    return typeof ms === 'number' ? toTimestamp(ms) : ms
  }
  override convertToJSValue(value: Date | string): number {
    return fromTimestamp(value)
  }
  override getColumnType(): string {
    return 'timestamptz'
  }
  override compareAsType(): string {
    return 'number'
  }
}

/** A property that holds an instant in milliseconds. */
export const instant = () => p.type(InstantType).$type<number>()
