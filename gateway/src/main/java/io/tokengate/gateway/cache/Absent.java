package io.tokengate.gateway.cache;

/**
 * That a digest belongs to no token.
 *
 * @param asOf when the query that did not find it was sent
 * @param reads as in {@link Stamped}
 */
record Absent(long asOf, long reads) implements Stamped {}
