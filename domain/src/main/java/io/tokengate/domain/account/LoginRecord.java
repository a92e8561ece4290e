package io.tokengate.domain.account;

/**
 * What is remembered of logins to one account from one source.
 *
 * @param failures from that source in the present window
 * @param strangers failures in the present window from all sources that never succeeded
 * @param familiar whether the source succeeded lately
 */
public record LoginRecord(int failures, int strangers, boolean familiar) {}
