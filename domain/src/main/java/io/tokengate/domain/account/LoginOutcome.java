package io.tokengate.domain.account;

/** What became of a login. */
public sealed interface LoginOutcome {
    /** No active user has this name and password; which of the two was wrong is not told. */
    LoginOutcome REFUSED = new Refused();

    /** Nothing was looked at. */
    LoginOutcome LOCKED = new Locked();

    /**
     * Name and password are those of an active user.
     *
     * @param user who
     * @param stamp of the password that was given
     */
    record LoggedIn(User user, PasswordStamp stamp) implements LoginOutcome {}

    /** See {@link #REFUSED}. */
    record Refused() implements LoginOutcome {}

    /** Too many failures before this one: see {@link LoginThrottle}. */
    record Locked() implements LoginOutcome {}
}
