package io.tokengate.reliability.history;

/** What some reader finds of a token: the database, or an API. */
public sealed interface Stored {
    /** It is there and may be used. */
    record Present(String name) implements Stored {}

    /** It was revoked. */
    record Revoked() implements Stored {}

    /** Nobody knows it. */
    record Missing() implements Stored {}
}
