package io.tokengate.gateway.http;

import reactor.netty.http.logging.HttpMessageArgProvider;
import reactor.netty.http.logging.HttpMessageLogFactory;

/**
 * What the HTTP server may say of a request in its log: its kind and what was wrong, and never its target or a header,
 * since clients put secrets into both.
 */
public final class QuietServerLog implements HttpMessageLogFactory {
    @Override
    public String trace(HttpMessageArgProvider message) {
        return describe(message);
    }

    @Override
    public String debug(HttpMessageArgProvider message) {
        return describe(message);
    }

    @Override
    public String info(HttpMessageArgProvider message) {
        return describe(message);
    }

    @Override
    public String warn(HttpMessageArgProvider message) {
        return describe(message);
    }

    @Override
    public String error(HttpMessageArgProvider message) {
        return describe(message);
    }

    /** By the class of the cause: its message repeats what it found. */
    private static String describe(HttpMessageArgProvider message) {
        return message.httpMessageType() + " (" + cause(message) + ")";
    }

    private static String cause(HttpMessageArgProvider message) {
        try {
            Throwable cause = message.decoderResult().cause();
            return cause == null ? "well-formed" : cause.getClass().getSimpleName();
        } catch (UnsupportedOperationException e) {
            return "not decoded";
        }
    }
}
