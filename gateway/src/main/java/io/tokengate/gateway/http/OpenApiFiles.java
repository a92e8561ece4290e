package io.tokengate.gateway.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The dialects' contracts as {@code /openapi/<dialect>.yaml}, of the media type of RFC 9512. Read once, at the start: no
 * event loop opens a file.
 */
public final class OpenApiFiles {
    private static final MediaType YAML = new MediaType("application", "yaml");
    private static final String FOLDER = "classpath:openapi/*.yaml";

    private OpenApiFiles() {}

    /** One route for each file there is. */
    public static RouterFunction<ServerResponse> routes() {
        RouterFunctions.Builder routes = RouterFunctions.route();
        read().forEach((name, content) -> routes.GET(
                "/openapi/" + name,
                request -> ServerResponse.ok().contentType(YAML).bodyValue(content)));
        return routes.build();
    }

    private static Map<String, byte[]> read() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FOLDER))
                    .collect(Collectors.toMap(
                            file -> Objects.requireNonNull(file.getFilename()), OpenApiFiles::content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] content(Resource file) {
        try {
            return file.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
