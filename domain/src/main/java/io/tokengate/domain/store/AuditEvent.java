package io.tokengate.domain.store;

import io.tokengate.domain.manage.Actor;
import java.time.Instant;
import java.util.Map;

/**
 * What happened, for administrators to read later. Written in the transaction of the change itself, so that there is
 * no change without it and none of it without the change.
 *
 * @param at when
 * @param actor who did it
 * @param action what was done, such as {@code token.create}
 * @param subject what it was done to, by its public id
 * @param details what else is worth knowing, never a secret
 */
public record AuditEvent(Instant at, Actor actor, String action, String subject, Map<String, String> details) {}
