package io.tokengate.gateway.dialect.kps;

/** The numbers in {@code errorCode} (docs/dialects/kps.md, «Errors»). */
enum KpsErrorCode {
    /** What the transport says by its status alone. */
    NONE(0),
    BAD_INPUT(0x5000),
    NOT_FOUND(0x5002),
    UNAUTHORIZED(0x5003),
    FORBIDDEN(0x5007),
    DATABASE(0x5008),
    INTERNAL(0x5009),
    MALFORMED(0x500e);

    private final int number;

    KpsErrorCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
