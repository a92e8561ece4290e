/** The CredentialManager dialect (docs/dialects/credentialmanager.md). */
@NullMarked
package io.tokengate.gateway.dialect.credentialmanager;

import org.jspecify.annotations.NullMarked;
