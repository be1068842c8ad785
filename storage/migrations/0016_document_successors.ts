import { Migration } from '@mikro-orm/migrations'

/** What was distributed to a unit that ended goes to the people of whoever took over from it. */
export class DocumentSuccessors extends Migration {
  override up(): void {
    this.addSql(`
-- The units that count a person among their own on a day, for the distribution of documents: those in which a role is held, all above them,
-- and those that any of these took over from.
create or replace function member_units(p_tenant uuid, p_account uuid, p_on date) returns uuid[] language sql stable as $$
  with recursive own as (
    select l.id::uuid as id, 1 as depth
      from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h
     cross join lateral jsonb_array_elements_text(unit_line(p_tenant, (h->>'unitId')::uuid, p_on)) l (id)
    union
    select s.unit_id, own.depth + 1
      from own join unit_succession s on s.tenant_id = p_tenant and s.successor_id = own.id and s.valid_from <= p_on
     where own.depth < 20
  )
  select coalesce(array_agg(distinct id), '{}') from own
$$`)
  }
}
