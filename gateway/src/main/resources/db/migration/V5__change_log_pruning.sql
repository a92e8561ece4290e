-- Which transactions were running when: no row of a transaction below the mark of an hour ago is news to anybody. Kept
-- here rather than in a process, so that a restart does not begin the hour anew.
create table token_change_mark (
    at     timestamptz not null,
    oldest bigint      not null
);
comment on column token_change_mark.oldest is 'xmin of a snapshot taken at that time';

-- A row of the log goes where it belongs, whatever search path, or temporary table of the same name, a session has.
do $$
declare
    writer text;
begin
    foreach writer in array array['token_changed', 'owner_changed', 'tenant_changed', 'all_changed'] loop
        execute format('alter function %I() set search_path = %I, pg_temp', writer, current_schema());
    end loop;
end
$$;

-- A verdict shows the token's key, too.
create trigger token_renumbered after update of id on token
    for each row
    when (old.id is distinct from new.id)
    execute function token_changed();
