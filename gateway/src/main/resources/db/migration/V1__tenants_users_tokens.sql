-- The first schema: who there is, what was issued, and what changed.
-- Times are cut to milliseconds, since clients feed back what they were shown.

create table tenant (
    id         bigint generated always as identity primary key,
    public_id  uuid           not null unique,
    name       text           not null,
    active     boolean        not null default true,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    revision   bigint         not null default 1,
    constraint tenant_name unique (name)
);

-- One row once the first start is done: which tenant administers the installation, and what its cursors are sealed with.
create table installation (
    only_row   boolean        primary key default true check (only_row),
    tenant_id  bigint         not null references tenant (id),
    cursor_key bytea          not null check (octet_length(cursor_key) = 32),
    created_at timestamptz(3) not null
);

create table app_user (
    id            bigint generated always as identity (maxvalue 2147483647) primary key,
    public_id     uuid           not null unique,
    tenant_id     bigint         not null references tenant (id),
    username      text           not null,
    email         text           not null,
    password_hash text           not null,
    roles         text[]         not null,
    active        boolean        not null,
    regular       boolean        not null,
    created_at    timestamptz(3) not null,
    updated_at    timestamptz(3) not null,
    deleted_at    timestamptz(3),
    revision      bigint         not null default 1,
    constraint app_user_in_tenant unique (tenant_id, id)
);
create unique index app_user_username on app_user (lower(username)) where deleted_at is null;
create unique index app_user_email on app_user (lower(email)) where deleted_at is null;

create table token (
    id          bigint generated always as identity (maxvalue 2147483647) primary key,
    tenant_id   bigint           not null,
    owner_id    bigint           not null,
    dialect     text             not null,
    public_id   text collate "C" not null,
    digest      bytea            not null check (octet_length(digest) = 32),
    name        text collate "C" not null,
    scopes      text[]           not null,
    personal    boolean          not null,
    enabled     boolean          not null,
    created_at  timestamptz(3)   not null,
    updated_at  timestamptz(3)   not null,
    modified_at timestamptz(3),
    expires_at  timestamptz(3),
    revoked_at  timestamptz(3),
    revision    bigint           not null default 1,
    constraint token_owner foreign key (tenant_id, owner_id) references app_user (tenant_id, id),
    constraint token_public_id unique (dialect, public_id),
    constraint token_digest unique (digest)
);
create index token_of_tenant on token (tenant_id, dialect, id) where revoked_at is null;
create index token_by_creation on token (tenant_id, dialect, created_at, id) where revoked_at is null;
create index token_by_name on token (tenant_id, dialect, name, id) where revoked_at is null;
create index token_of_owner on token (owner_id, dialect, id) where revoked_at is null;

-- Apart from the token, so that a use touches no row that decides a verdict.
create table token_usage (
    token_id     bigint primary key references token (id) on delete cascade,
    last_used_at timestamptz(3) not null,
    address      text
);
create index token_usage_by_time on token_usage (last_used_at, token_id);

-- Keys of the checksum at the end of secrets. A gate against load, no secret from which tokens could be made.
create table checksum_key (
    id          integer primary key check (id between 0 and 65535),
    key         bytea          not null check (octet_length(key) = 32),
    created_at  timestamptz(3) not null,
    issues_from timestamptz(3) not null
);

create table audit (
    id         bigint generated always as identity primary key,
    at         timestamptz(3) not null,
    tenant_id  bigint         not null references tenant (id),
    user_id    bigint         not null,
    token_id   bigint,
    address    text,
    request_id text           not null,
    action     text           not null,
    subject    text           not null,
    details    jsonb          not null
);
create index audit_of_tenant on audit (tenant_id, id);

-- Every change that can decide or show a verdict, in the transaction that makes it. Replicas read it to forget what
-- they knew: by transaction id rather than by sequence, since a sequence skips a slow transaction.
create table token_change (
    id        bigint generated always as identity primary key,
    xid       bigint      not null default pg_current_xact_id()::text::bigint,
    at        timestamptz not null default clock_timestamp(),
    kind      text        not null check (kind in ('token', 'owner', 'tenant', 'all')),
    digest    bytea,
    owner_id  bigint,
    tenant_id bigint
);
create index token_change_by_xid on token_change (xid);
create index token_change_by_time on token_change (at);

-- Rows of token_change with a smaller xid may be gone: a reader that had not seen them begins anew.
create table token_change_floor (
    only_row boolean primary key default true check (only_row),
    xid      bigint not null
);
insert into token_change_floor (xid) values (0);
