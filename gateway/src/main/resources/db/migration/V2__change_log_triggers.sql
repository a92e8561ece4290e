-- Triggers rather than application code, so that psql, cascades and an older replica write the log too.

create function token_changed() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or tg_op = 'UPDATE' then
        insert into token_change (kind, digest) values ('token', old.digest);
    end if;
    if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.digest <> old.digest) then
        insert into token_change (kind, digest) values ('token', new.digest);
    end if;
    return null;
end
$$;

create function owner_changed() returns trigger language plpgsql as $$
begin
    insert into token_change (kind, owner_id) values ('owner', old.id);
    return null;
end
$$;

create function tenant_changed() returns trigger language plpgsql as $$
begin
    insert into token_change (kind, tenant_id) values ('tenant', old.id);
    return null;
end
$$;

create function all_changed() returns trigger language plpgsql as $$
begin
    insert into token_change (kind) values ('all');
    return null;
end
$$;

create trigger token_inserted_or_deleted after insert or delete on token
    for each row execute function token_changed();

create trigger token_updated after update on token
    for each row
    when ((old.tenant_id, old.owner_id, old.dialect, old.public_id, old.digest, old.name, old.scopes, old.personal,
           old.enabled, old.created_at, old.modified_at, old.expires_at, old.revoked_at)
        is distinct from
          (new.tenant_id, new.owner_id, new.dialect, new.public_id, new.digest, new.name, new.scopes, new.personal,
           new.enabled, new.created_at, new.modified_at, new.expires_at, new.revoked_at))
    execute function token_changed();

create trigger owner_updated after update on app_user
    for each row
    when ((old.tenant_id, old.public_id, old.username, old.roles, old.active, old.deleted_at)
        is distinct from
          (new.tenant_id, new.public_id, new.username, new.roles, new.active, new.deleted_at))
    execute function owner_changed();

create trigger owner_deleted after delete on app_user
    for each row execute function owner_changed();

create trigger tenant_updated after update on tenant
    for each row
    when ((old.public_id, old.name, old.active) is distinct from (new.public_id, new.name, new.active))
    execute function tenant_changed();

create trigger tenant_deleted after delete on tenant
    for each row execute function tenant_changed();

create trigger token_truncated after truncate on token
    for each statement execute function all_changed();

create trigger owner_truncated after truncate on app_user
    for each statement execute function all_changed();

create trigger tenant_truncated after truncate on tenant
    for each statement execute function all_changed();
