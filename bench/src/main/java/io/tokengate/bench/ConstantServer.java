package io.tokengate.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/**
 * The baseline: the server beneath the gateway, reading each body and answering always the same. Nothing written on
 * Reactor Netty can be faster.
 */
final class ConstantServer {
    static final String NAME = "constant-server";

    private ConstantServer() {}

    /** Starts one in a process of its own. */
    static ServerProcess start(Path folder, String answer) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        List<String> program = List.of(
                "-jar", Path.of("bench", "target", "bench.jar").toString(), NAME, Integer.toString(port), answer);
        return ServerProcess.start("constant", port, program, Map.of(), folder.resolve("constant.log"));
    }

    /** Serves until the process is ended. */
    static void run(int port, String answer) {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .handle((request, response) -> request.receive()
                        .then(Mono.defer(() -> response.header("Content-Type", "application/json; charset=utf-8")
                                .header("Content-Length", Integer.toString(body.length))
                                .sendByteArray(Mono.just(body))
                                .then())))
                .bindNow()
                .onDispose()
                .block();
    }
}
