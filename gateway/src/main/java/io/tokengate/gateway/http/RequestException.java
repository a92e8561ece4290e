package io.tokengate.gateway.http;

import java.util.Collection;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A request that no dialect would serve, whatever its meaning. Carries no stack trace: it is an outcome, and hostile
 * clients must not make us pay for more.
 */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong with the request. */
    public enum Kind {
        /** Its body or path cannot be read. */
        MALFORMED(HttpStatus.BAD_REQUEST),
        /** No route has this path. */
        NO_ROUTE(HttpStatus.NOT_FOUND),
        /** A route has this path, for other methods. */
        METHOD(HttpStatus.METHOD_NOT_ALLOWED),
        /** Its body did not arrive in time. */
        TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
        /** Its body is larger than the dialect allows. */
        TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
        /** Its body is of a type that the route does not read. */
        MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE);

        private final HttpStatus status;

        Kind(HttpStatus status) {
            this.status = status;
        }

        /** The status that fits where the dialect has no other. */
        public HttpStatus status() {
            return status;
        }
    }

    private final Kind kind;
    private final transient HttpHeaders headers;

    public RequestException(Kind kind, String message) {
        this(kind, message, HttpHeaders.EMPTY);
    }

    /**
     * A failure that obliges to headers, such as {@code Allow}.
     *
     * @param message for the client; must not repeat its input unbounded
     */
    public RequestException(Kind kind, String message, HttpHeaders headers) {
        super(message, null, false, false);
        this.kind = kind;
        this.headers = headers;
    }

    /**
     * The path is there, and not for this method.
     *
     * @param allowed the methods that it is there for, in the order in which they are told
     */
    public static RequestException wrongMethod(Collection<String> allowed) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ALLOW, String.join(", ", allowed));
        return new RequestException(Kind.METHOD, "The method is not allowed here", headers);
    }

    public Kind kind() {
        return kind;
    }

    /** Headers that belong to the answer. */
    public HttpHeaders headers() {
        return headers;
    }

    /** Never null, unlike what it overrides. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
