package io.tokengate.domain.account;

/**
 * A login that is still good: its time is not over, its user and tenant are active, and the password is the one that
 * opened it.
 *
 * @param id its key in the store
 * @param kind what it is good for
 * @param user as it is now, not as it was at the login
 * @param stamp of the password that opened it
 */
public record Session(long id, SessionKind kind, User user, PasswordStamp stamp) {}
