package io.tokengate.gateway.config;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import java.util.Map;

/**
 * A database that can be worked with: reached, new enough, its schema right, its first start done.
 *
 * @param r2dbc how to connect
 * @param sessionOptions what each session must set
 */
record PreparedDatabase(PostgresqlConnectionConfiguration.Builder r2dbc, Map<String, String> sessionOptions) {}
