/** The native dialect below {@code /v1}: tenants, users, the tokens of those who verify, and the audit. */
@NullMarked
package io.tokengate.gateway.dialect.nativeapi;

import org.jspecify.annotations.NullMarked;
