package io.tokengate.gateway.dialect.dynatrace;

/**
 * One reason why a request is a 400.
 *
 * @param path the name of the offending parameter or member
 * @param message for the person who reads it; repeats little of the input, see {@link Excerpt}
 */
record ConstraintViolation(String path, String message, ParameterLocation parameterLocation) {}
