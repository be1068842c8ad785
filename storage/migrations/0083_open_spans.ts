import { Migration } from '@mikro-orm/migrations'
import { differencesBy, foldingBy, sumAll, summingBy, type Summing } from './0060_rollup_spans.ts'

/**
 * What is open lies in spans as what has ended does, so that a report reads few sums of it however long some have been waiting; and the online level of
 * a procedure tells apart only what came online. docs/decisions/0012-spans-of-the-rollup.md.
 */
export class OpenSpans extends Migration {
  override up(): void {
    this.addSql(words)
    this.addSql(summingBy(openToo))
    this.addSql(sumAll)
    this.addSql(foldingBy(openToo))
    this.addSql(differencesBy(openToo))
  }
}

const openToo: Summing = { way: 'way_of(f.channel, f.online_level)', nested: "('ended', 'open')" }

const words = `
-- How a dossier came: its channel, and of what came online the level of the procedure.
create function way_of(p_channel text, p_online_level text) returns text language sql immutable parallel safe as $$
  select p_channel || '/' || case when p_channel = 'online' then coalesce(p_online_level, '-') else '-' end
$$;
create or replace function standing_word(p_channel text, p_online_level text, p_carried boolean, p_state text, p_pace text, p_apologised boolean) returns text language sql immutable as $$
  select way_of(p_channel, p_online_level) || '/' || case when p_carried then 'carried' else 'new' end || '/' || p_state || '/' || coalesce(p_pace, '-')
      || '/' || case when p_apologised then 'yes' else 'no' end
$$;
`
