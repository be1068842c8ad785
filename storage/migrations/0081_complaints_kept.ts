import { Migration } from '@mikro-orm/migrations'

/**
 * A complaint is kept from whom it is about and from whoever stands in for them, in whatever capacity they come; who stands in for the handler sees what they may
 * answer. Files with a complaint: what they are called may name people, so it lies here, apart from the journal and from the object, and goes with what people wrote.
 */
export class ComplaintsKept extends Migration {
  override up(): void {
    this.addSql('drop function may_see_complaint (complaint, uuid[], uuid)')
    this.addSql(functions)
    this.addSql(files)
  }
}

const functions = `
-- Who acts in the name of a person on a day: has a role of theirs by a substitution, as held_roles gives it.
create function stand_ins(p_tenant uuid, p_account uuid, p_on date) returns uuid[] language sql stable as $$
  select coalesce(array_agg(distinct s.substitute_account_id), '{}')
    from substitution s
    join account b on b.tenant_id = s.tenant_id and b.id = s.absent_account_id and b.active
    join role_grant g on g.tenant_id = s.tenant_id and g.account_id = s.absent_account_id and (s.role is null or s.role = g.role)
   where s.tenant_id = p_tenant and s.absent_account_id = p_account
     and s.valid_from <= p_on and s.valid_to >= p_on and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
$$;

-- May somebody see this complaint, with p_people themselves and everybody they stand in for today: it is of a unit that they see, or one of these people handles
-- it; and it is about none of these people. The one predicate.
create function may_see_complaint(p_one complaint, p_units uuid[], p_people uuid[]) returns boolean language sql stable as $$
  select (p_one.unit_id = any (p_units) or coalesce(p_one.handler_id = any (p_people), false)) and (p_one.person_id is null or p_one.person_id <> all (p_people))
$$;
`

const files = `
create table complaint_file (
  tenant_id uuid not null,
  complaint_id uuid not null,
  object_id uuid not null,
  name text not null check (length(name) between 1 and 255),
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (tenant_id, complaint_id, object_id),
  unique (tenant_id, object_id),
  foreign key (tenant_id, complaint_id) references complaint (tenant_id, id),
  foreign key (tenant_id, object_id) references stored_object (tenant_id, id),
  foreign key (tenant_id, added_by) references account (tenant_id, id)
);
`
