package io.tokengate.domain.account;

/**
 * Logins of the last minute that went well, so that a client of HTTP Basic costs neither a slow hash nor the statements of
 * {@link LoginThrottle} at each request. Of one account and source there is one password at a time. Safe for many threads.
 */
public interface RecentLogins {
    /**
     * Whether this password went well a moment ago. If another one did, that one is forgotten at once: or else guesses
     * from the address of a program that logs in all the time would be answered by this memory, which counts nothing.
     *
     * @param hash the stored hash as it is now; after a change no password went well
     */
    boolean knows(LoginAttempt attempt, String password, String hash);

    /** Keeps in mind that this password went well, under the eyes of {@link LoginThrottle}. */
    void remember(LoginAttempt attempt, String password, String hash);
}
