package io.tokengate.domain.manage;

import io.tokengate.domain.token.ApiToken;
import java.util.List;

/**
 * One page of a list.
 *
 * @param tokens in the order asked for
 * @param hasMore whether the list goes on after the last of them
 * @param total how many match the filter, whatever the page
 */
public record TokenPage(List<ApiToken> tokens, boolean hasMore, long total) {}
