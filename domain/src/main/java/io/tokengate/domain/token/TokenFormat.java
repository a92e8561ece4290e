package io.tokengate.domain.token;

/**
 * The form of one dialect's tokens: how to make one, and what can be told of a presented text without a database.
 * Implementations are stateless but for the checksum keys, and safe for use by many threads.
 */
public interface TokenFormat {
    /** The dialect whose tokens have this form. */
    DialectName dialect();

    /** Makes a new public id and secret. */
    Minted mint();

    /** Tells what the text itself gives away; costs no I/O, and for a text of any length a bounded time. */
    FormatCheck check(String presented);

    /**
     * A new token's name and secret, not yet stored.
     *
     * @param publicId what the dialect calls it
     * @param secret the whole text that its holder presents
     */
    record Minted(String publicId, TokenSecret secret) {}
}
