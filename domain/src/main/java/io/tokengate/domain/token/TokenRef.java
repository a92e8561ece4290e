package io.tokengate.domain.token;

/**
 * Names one token from outside: a token is reached only through the dialect that issued it, inside its tenant.
 *
 * @param tenantId the tenant's key
 * @param dialect the dialect that issued it
 * @param publicId what that dialect calls it; no secret
 */
public record TokenRef(long tenantId, DialectName dialect, String publicId) {}
