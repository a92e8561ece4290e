-- A release serves over the schema of a later one, too, if the last migration that it knows is this one or one after it. A
-- migration that takes away what some releases need sets this to the last migration of the first release that can do without.
create table schema_support (
    only_row boolean primary key default true check (only_row),
    since    integer not null
);

insert into schema_support (since) values (11);
