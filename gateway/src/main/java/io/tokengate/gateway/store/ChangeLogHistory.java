package io.tokengate.gateway.store;

/**
 * Names the one line of events that transaction ids belong to. In another one the same ids are of other transactions, or
 * of none.
 *
 * @param system the cluster, from its birth
 * @param timeline counts the cluster's promotions and recoveries to a point in time
 * @param database the database's oid: another one after it was dropped and made again under its name
 * @param log the oid of {@code token_change}, other after a restore
 * @param file where its rows are: another one after a truncate
 */
record ChangeLogHistory(long system, String timeline, long database, long log, long file) {}
