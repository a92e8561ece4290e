-- What the CredentialManager dialect needs beside the tokens themselves (docs/dialects/credentialmanager.md).

-- Its clients name a token by its key, so that is the public id: the audit and every verdict call it what they do.
-- By trigger, so that an import by psql is named alike.
create function token_named_by_key() returns trigger language plpgsql as $$
begin
    new.public_id := new.id::text;
    return new;
end
$$;

create trigger token_named_by_key before insert on token
    for each row
    when (new.dialect = 'credentialmanager')
    execute function token_named_by_key();

-- An owner's names are unique in this dialect, and free again once the token is revoked.
create unique index token_name_of_owner on token (owner_id, name)
    where dialect = 'credentialmanager' and revoked_at is null;

-- The keys that were ever given for secrets that can be shown again: their ids and what tells whether it is the same
-- key, never the key. An id means one key for ever.
create table sealing_key (
    id          text collate "C" primary key,
    fingerprint bytea          not null check (octet_length(fingerprint) = 32),
    created_at  timestamptz(3) not null
);

-- Secrets that can be shown again, sealed. Apart from the token, since only few have one and no verdict needs it.
create table sealed_secret (
    token_id bigint primary key references token (id) on delete cascade,
    key_id   text collate "C" not null references sealing_key (id),
    nonce    bytea            not null check (octet_length(nonce) = 12),
    sealed   bytea            not null
);
create index sealed_secret_by_key on sealed_secret (key_id);

-- Revoked for good is forgotten for good, whoever revokes.
create function sealed_secret_forgotten() returns trigger language plpgsql as $$
begin
    delete from sealed_secret where token_id = new.id;
    return null;
end
$$;

create trigger token_revoked after update of revoked_at on token
    for each row
    when (old.revoked_at is null and new.revoked_at is not null)
    execute function sealed_secret_forgotten();
