-- What answers that must be provable to third parties are signed with: seeds of key pairs, the same on all replicas. Unlike
-- the keys of checksums they are secrets: whoever has one can sign in the installation's name.
create table signing_key (
    id         integer primary key,
    seed       bytea          not null check (octet_length(seed) = 32),
    created_at timestamptz(3) not null,
    signs_from timestamptz(3) not null
);
