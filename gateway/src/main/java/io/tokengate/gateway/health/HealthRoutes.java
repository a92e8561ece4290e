package io.tokengate.gateway.health;

import io.tokengate.gateway.http.ReadRoute;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.ReactiveHealthEndpointWebExtension;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.NotAcceptableStatusException;
import reactor.core.publisher.Mono;

/** Spring Boot's health, with its groups, as routes: what probes ask on every port, and all of it for people. */
public final class HealthRoutes {
    private static final MediaType SECOND = MediaType.asMediaType(ApiVersion.V2.getProducedMimeType());

    /** The first is the answer for whoever takes anything. */
    private static final List<MediaType> FORMS =
            List.of(MediaType.asMediaType(ApiVersion.V3.getProducedMimeType()), SECOND, MediaType.APPLICATION_JSON);

    private final ReactiveHealthEndpointWebExtension health;
    private final EndpointJsonMapper json;

    public HealthRoutes(ReactiveHealthEndpointWebExtension health, EndpointJsonMapper json) {
        this.health = health;
        this.json = json;
    }

    /** {@code /livez} and {@code /readyz}, as Kubernetes' own servers call them. */
    public RouterFunction<ServerResponse> probes() {
        return ReadRoute.at("/livez", request -> answer(request, "liveness"))
                .and(ReadRoute.at("/readyz", request -> answer(request, "readiness")));
    }

    /** The whole at a path, and groups and components below it. */
    public RouterFunction<ServerResponse> at(String path) {
        return ReadRoute.at(path, this::answer)
                .and(ReadRoute.at(
                        path + "/{*name}", request -> answer(request, segments(request.pathVariable("name")))));
    }

    private Mono<ServerResponse> answer(ServerRequest request, String... path) {
        MediaType form = form(request);
        ApiVersion version = SECOND.equals(form) ? ApiVersion.V2 : ApiVersion.V3;
        return health.health(version, null, SecurityContext.NONE, path).flatMap(answer -> written(answer, form));
    }

    private Mono<ServerResponse> written(WebEndpointResponse<? extends HealthDescriptor> answer, MediaType form) {
        ServerResponse.BodyBuilder response = ServerResponse.status(answer.getStatus());
        @Nullable HealthDescriptor body = answer.getBody();
        return body == null
                ? response.build()
                : response.contentType(form).bodyValue(json.get().writeValueAsBytes(body));
    }

    private static MediaType form(ServerRequest request) {
        List<MediaType> accepted = request.headers().accept();
        return accepted.isEmpty()
                ? FORMS.getFirst()
                : accepted.stream()
                        .flatMap(range -> FORMS.stream().filter(range::isCompatibleWith))
                        .findFirst()
                        .orElseThrow(() -> new NotAcceptableStatusException(FORMS));
    }

    private static String[] segments(String path) {
        return Stream.of(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toArray(String[]::new);
    }
}
