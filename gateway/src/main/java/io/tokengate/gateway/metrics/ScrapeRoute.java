package io.tokengate.gateway.metrics;

import io.tokengate.gateway.http.ReadRoute;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.ProducibleOperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.NotAcceptableStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** All meters in the form that a Prometheus asks for, of those named in {@code includedNames} if there are any. */
public final class ScrapeRoute {
    private static final String NAMES = "includedNames";

    private final PrometheusScrapeEndpoint endpoint;

    public ScrapeRoute(PrometheusScrapeEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** A scrape at a path. */
    public RouterFunction<ServerResponse> at(String path) {
        return ReadRoute.at(path, this::scrape);
    }

    /** On a thread that may take its time: gauges ask the JVM, which may read files. */
    private Mono<ServerResponse> scrape(ServerRequest request) {
        PrometheusOutputFormat format = format(request.headers().header("Accept"));
        Set<String> names = names(request);
        return Mono.fromCallable(() -> endpoint.scrape(format, names.isEmpty() ? null : names))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(ScrapeRoute::written);
    }

    /** Given several times, or in one with commas. */
    private static Set<String> names(ServerRequest request) {
        return request.queryParams().getOrDefault(NAMES, List.of()).stream()
                .filter(Objects::nonNull)
                .flatMap(value -> Stream.of(value.split(",")))
                .collect(Collectors.toSet());
    }

    private static PrometheusOutputFormat format(List<String> accept) {
        @Nullable
        PrometheusOutputFormat format =
                new ProducibleOperationArgumentResolver(() -> accept).resolve(PrometheusOutputFormat.class);
        if (format == null) {
            throw new NotAcceptableStatusException("there is no such form of metrics");
        }
        return format;
    }

    private static Mono<ServerResponse> written(WebEndpointResponse<byte[]> answer) {
        ServerResponse.BodyBuilder response = ServerResponse.status(answer.getStatus());
        if (answer.getContentType() != null) {
            response.contentType(MediaType.asMediaType(answer.getContentType()));
        }
        byte[] body = answer.getBody();
        return body == null ? response.build() : response.bodyValue(body);
    }
}
