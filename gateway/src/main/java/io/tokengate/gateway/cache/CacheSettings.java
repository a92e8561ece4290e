package io.tokengate.gateway.cache;

import java.time.Duration;

/**
 * Every time and bound of the verification engine on one page.
 *
 * @param lease how old what a verdict rests on may be: no verification that begins later than this after an
 *     acknowledged change tells the state before it
 * @param maxStale how old it may be while the store is away; zero to answer nothing then
 * @param poll the change log is read at least this often
 * @param feedTimeout how long a verification past the lease waits for a read of the change log
 * @param readLimit a read of the change log that takes longer is given up, and its connection with it
 * @param loadLimit a query for missing tokens that takes longer is given up
 * @param refreshAge a known token is loaded anew at about this age, so that its last use is not shown too old; up to a
 *     tenth earlier, so that what was loaded together is not reloaded together
 * @param maxWeight bytes that known tokens may take, about
 * @param maxAbsent digests known to belong to no token, at most
 * @param maxFlights tokens that may be waited for at once; a quarter of it for those whose text shows no checksum
 * @param maxBatch tokens in one query
 * @param maxQueries queries at once
 */
public record CacheSettings(
        Duration lease,
        Duration maxStale,
        Duration poll,
        Duration feedTimeout,
        Duration readLimit,
        Duration loadLimit,
        Duration refreshAge,
        long maxWeight,
        long maxAbsent,
        int maxFlights,
        int maxBatch,
        int maxQueries) {
    /** The standard ones, with what an operator may choose. */
    public static CacheSettings of(Duration lease, Duration maxStale, long maxWeight) {
        return new CacheSettings(
                lease,
                maxStale,
                Duration.ofMillis(250),
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                maxWeight,
                100_000,
                20_000,
                256,
                4);
    }
}
