-- Logins: sessions, and how often somebody failed. None of it decides a verdict, so the change log knows nothing of it.

-- Only digests, as of tokens. A session is good while the stamp is that of its user's present password.
create table login_session (
    id             bigint generated always as identity primary key,
    digest         bytea          not null check (octet_length(digest) = 32),
    user_id        bigint         not null references app_user (id) on delete cascade,
    kind           text           not null check (kind in ('LOGIN', 'SHORT', 'LONG')),
    password_stamp text           not null,
    created_at     timestamptz(3) not null,
    expires_at     timestamptz(3) not null,
    constraint login_session_digest unique (digest)
);
create index login_session_of_user on login_session (user_id, id);
create index login_session_by_end on login_session (expires_at);

-- Failures of the present window. The row without a source counts those of all sources that never succeeded.
create table login_failure (
    account    text collate "C" not null,
    source     text collate "C" not null,
    failures   integer          not null,
    expires_at timestamptz(3)   not null,
    primary key (account, source)
);
create index login_failure_by_end on login_failure (expires_at);

-- Where users usually log in from.
create table login_source (
    account      text collate "C" not null,
    source       text collate "C" not null,
    succeeded_at timestamptz(3)   not null,
    primary key (account, source)
);
create index login_source_by_time on login_source (succeeded_at);
