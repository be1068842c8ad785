import { Migration } from '@mikro-orm/migrations'

/** A role also reaches the units whose dossiers its own unit took over: the board and the work lists follow unit_line there. */
export class Successors extends Migration {
  override up(): void {
    this.addSql(`
-- Each role that an account holds on a day together with each unit that it reaches: the unit in which it is held, all below it, and those that
-- they took over from. The same answer as asking unit_line upwards: a unit above counts only on days on which it exists, or once it has ended
-- leads on to whoever took over; from one that was taken over no way leads to the unit that it hung under.
create or replace function role_reach(p_tenant uuid, p_account uuid, p_on date) returns table (role text, unit_id uuid) language sql stable as $$
  with recursive reach as (
    select h->>'role' as role, (h->>'unitId')::uuid as id, 1 as depth from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h
    union
    select reach.role, n.id, reach.depth + 1
      from reach
      join unit above on above.tenant_id = p_tenant and above.id = reach.id and above.valid_from <= p_on and (above.valid_to is null or above.valid_to >= p_on
        or exists (select from unit_succession s where s.tenant_id = p_tenant and s.unit_id = above.id and s.valid_from <= p_on))
     cross join lateral (
       select u.id from unit u where u.tenant_id = p_tenant and u.parent_id = reach.id and (u.valid_to is null or u.valid_to >= p_on
         or not exists (select from unit_succession s where s.tenant_id = p_tenant and s.unit_id = u.id and s.valid_from <= p_on))
       union all
       select s.unit_id from unit_succession s join unit e on e.tenant_id = s.tenant_id and e.id = s.unit_id and e.valid_to < p_on
        where s.tenant_id = p_tenant and s.successor_id = reach.id and s.valid_from <= p_on) n
     where reach.depth < 20
  )
  select distinct reach.role, reach.id from reach
$$`)
  }
}
