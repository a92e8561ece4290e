/** Making secrets, digesting them, and the keyed checksum that tells forged ones without a database. */
@NullMarked
package io.tokengate.domain.secret;

import org.jspecify.annotations.NullMarked;
