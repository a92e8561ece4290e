-- The triggers of the change log write whatever the session that changes something looks like.
--
-- By their schema, not by the search path of whoever makes the change, where another token_change might come first or
-- none might be found. The schema is the one that the table is in: «from current» would store the path of this session,
-- which may begin with "$user".
do $$
declare
    home text := (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                   where c.oid = 'token_change'::regclass);
    name text;
begin
    foreach name in array array['token_changed', 'owner_changed', 'tenant_changed', 'all_changed'] loop
        execute format('alter function %I.%I() set search_path = %I, pg_temp', home, name, home);
    end loop;
end
$$;

-- And also in a session that applies a replica's changes, where ordinary triggers keep silent.
alter table token enable always trigger token_inserted_or_deleted;
alter table token enable always trigger token_updated;
alter table token enable always trigger token_truncated;
alter table app_user enable always trigger owner_updated;
alter table app_user enable always trigger owner_deleted;
alter table app_user enable always trigger owner_truncated;
alter table tenant enable always trigger tenant_updated;
alter table tenant enable always trigger tenant_deleted;
alter table tenant enable always trigger tenant_truncated;

-- The orders of lists that had to sort all tokens of a tenant for each page. Last use is in a table of its own, which no
-- index of the tokens can order by; a list by it sorts.
create index token_by_expiry on token (tenant_id, dialect, coalesce(expires_at, 'infinity'::timestamptz), id)
    where revoked_at is null;
create index token_by_modification on token (tenant_id, dialect, coalesce(modified_at, '-infinity'::timestamptz), id)
    where revoked_at is null;
