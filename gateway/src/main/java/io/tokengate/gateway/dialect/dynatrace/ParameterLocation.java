package io.tokengate.gateway.dialect.dynatrace;

/** In which part of a request an input was found; the names are those of the error body. */
enum ParameterLocation {
    PATH,
    PAYLOAD_BODY,
    QUERY
}
