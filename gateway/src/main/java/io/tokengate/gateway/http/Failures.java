package io.tokengate.gateway.http;

import io.tokengate.domain.store.StoreException;
import io.tokengate.gateway.resilience.OverloadException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What any dialect says of a failure that is not its own: status, headers and a message fit for strangers. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** An outage fails every request, and must not fill a disk. */
    private static final LogBudget UNAVAILABLE = new LogBudget(10);

    private Failures() {}

    /** A failure as an answer needs it. */
    public record Failure(HttpStatusCode status, String message, HttpHeaders headers) {}

    /** Translates any failure; one that nobody foresaw is logged with its stack trace, and told as a 500 only. */
    public static Failure of(Throwable failure, ServerRequest request) {
        return of(failure, () -> RequestId.of(request));
    }

    /**
     * Translates any failure of a request of which no more is known than its name.
     *
     * @param request its name in the log, asked for if something is logged
     */
    public static Failure of(Throwable failure, Supplier<RequestId> request) {
        return switch (failure) {
            case RequestException e -> new Failure(e.kind().status(), e.getMessage(), e.headers());
            case StoreException.Unavailable e -> unavailable(e, request);
            case OverloadException e -> later();
            case Throwable e when Hangups.isOne(e) -> gone(e, request.get());
            case ErrorResponse e -> new Failure(e.getStatusCode(), phrase(e.getStatusCode()), HttpHeaders.EMPTY);
            default -> unforeseen(failure, request);
        };
    }

    private static Failure unavailable(StoreException.Unavailable failure, Supplier<RequestId> request) {
        RequestId id = request.get();
        Level level = UNAVAILABLE.spend(System.nanoTime()) ? Level.WARN : Level.DEBUG;
        named(LOG.atLevel(level), id).log("{} answered 503: {}", id, failure.getMessage());
        LOG.debug("because of", failure);
        return later();
    }

    private static Failure later() {
        HttpHeaders headers = new HttpHeaders();
        // Clients sleep that long, and some repeat three times.
        headers.set(HttpHeaders.RETRY_AFTER, "1");
        return new Failure(HttpStatus.SERVICE_UNAVAILABLE, "The service is unavailable, try again", headers);
    }

    private static Failure unforeseen(Throwable failure, Supplier<RequestId> request) {
        // The path stays out: one dialect has secrets in it.
        RequestId id = request.get();
        named(LOG.atError(), id).setCause(BareFailure.of(failure)).log("{} failed", id);
        return new Failure(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error", HttpHeaders.EMPTY);
    }

    /** Notes that a client is gone, for whoever debugs. */
    static void hungUp(Throwable failure, RequestId request) {
        named(LOG.atDebug(), request).log("{} has no client any more: {}", request, failure.toString());
    }

    /** Logs why an answer cannot be finished; what to end the connection with. */
    static RuntimeException cutShort(Throwable failure, RequestId request) {
        named(LOG.atError(), request)
                .setCause(BareFailure.of(failure))
                .log("{} failed in the middle of its answer", request);
        return new CutShort();
    }

    /** Nobody will read it, and strangers can bring it about as often as they like. */
    private static Failure gone(Throwable failure, RequestId request) {
        hungUp(failure, request);
        return new Failure(HttpStatus.BAD_REQUEST, "The request was cut short", HttpHeaders.EMPTY);
    }

    /** With the name as a field of its own too, where the log's form has fields: by its name in the Elastic Common Schema. */
    private static LoggingEventBuilder named(LoggingEventBuilder line, RequestId request) {
        LoggingEventBuilder named = line.addKeyValue("http.request.id", request.value());
        return request.trace() == null ? named : named.addKeyValue("trace.id", request.trace());
    }

    private static String phrase(HttpStatusCode code) {
        HttpStatus status = HttpStatus.resolve(code.value());
        return status == null ? "HTTP " + code.value() : status.getReasonPhrase();
    }
}
