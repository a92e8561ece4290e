package io.tokengate.gateway.store;

import io.netty.buffer.ByteBuf;

/**
 * Sees the end of an answer in what PostgreSQL sends, by the last bytes of it and without reading the rest
 * (<a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">message formats</a>): the server is
 * ready for the next query, or a portal is suspended and it is for us to go on.
 */
final class AnswerTail {
    private static final int LONGEST = 6;
    private static final long FIVE_BYTES = 0xFF_FFFF_FFFFL;

    /** {@code Z}, its length of five, and one byte more with the state of the transaction. */
    private static final long READY_FOR_QUERY = 0x5A_0000_0005L;

    /** {@code s} and its length of four. */
    private static final long PORTAL_SUSPENDED = 0x73_0000_0004L;

    private long last;

    /** Whether what came so far, these bytes included, ends with the end of an answer. The bytes are not consumed. */
    boolean endsWithAnswer(ByteBuf bytes) {
        int end = bytes.writerIndex();
        for (int i = Math.max(bytes.readerIndex(), end - LONGEST); i < end; i++) {
            last = last << Byte.SIZE | bytes.getUnsignedByte(i);
        }
        return (last >> Byte.SIZE & FIVE_BYTES) == READY_FOR_QUERY || (last & FIVE_BYTES) == PORTAL_SUSPENDED;
    }
}
