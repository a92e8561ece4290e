package io.tokengate.domain.token;

import java.util.UUID;

/**
 * The tenant that a token lives in.
 *
 * @param id its key in the store
 * @param publicId its name towards callers
 * @param name for people
 * @param active while false, every token of the tenant is rejected
 */
public record Tenant(long id, UUID publicId, String name, boolean active) {}
