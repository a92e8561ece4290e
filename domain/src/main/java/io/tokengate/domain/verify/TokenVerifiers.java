package io.tokengate.domain.verify;

/** Hands out the verifier of a protocol. All of them tell the same verdicts; they are counted apart. */
@FunctionalInterface
public interface TokenVerifiers {
    /**
     * The verifier for the routes of one protocol; call it once for each, at the start.
     *
     * @param protocol as the metrics' label shows it
     */
    TokenVerifier forProtocol(String protocol);
}
