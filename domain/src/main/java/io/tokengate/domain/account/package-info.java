/** Tenants and users, and who may change them. */
@NullMarked
package io.tokengate.domain.account;

import org.jspecify.annotations.NullMarked;
