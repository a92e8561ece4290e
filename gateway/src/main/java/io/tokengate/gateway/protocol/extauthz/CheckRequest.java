package io.tokengate.gateway.protocol.extauthz;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tokengate.gateway.protocol.proxy.PresentedCredential;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at of an {@code envoy.service.auth.v3.CheckRequest}; all else of it, most of it, is skipped as it is read.
 * Messages are bounded by the server. Fields are named by their numbers in the published files, which never change.
 */
final class CheckRequest {
    /** Stands for what is no such message. */
    static final CheckRequest UNREADABLE = new CheckRequest();

    /** Set by a route's configuration, and by nobody else. */
    private static final String SCOPES = "scopes";

    private static final String AUTHORIZATION = "authorization";
    private static final String API_TOKEN = PresentedCredential.TOKEN_HEADER.toLowerCase(Locale.ROOT);

    private final List<String> authorization = new ArrayList<>(1);
    private final List<String> apiToken = new ArrayList<>(1);
    private final List<@Nullable String> scopes = new ArrayList<>(1);
    private @Nullable String address;

    private CheckRequest() {}

    /** @throws IOException if it is no such message */
    static CheckRequest read(CodedInputStream in) throws IOException {
        CheckRequest request = new CheckRequest();
        request.message(in, request::topField);
        return request;
    }

    /** Of two, however they were sent, nobody could say which one the service goes by. */
    PresentedCredential credential() {
        return PresentedCredential.of(authorization, apiToken);
    }

    /** The lists that the route requires. */
    List<@Nullable String> scopes() {
        return scopes;
    }

    /** The client's, as Envoy has it; null if it is none of an IP. */
    @Nullable
    String address() {
        return address;
    }

    /** Without the credential. */
    @Override
    public String toString() {
        return "CheckRequest[redacted]";
    }

    /** Reads one field, or leaves it to be skipped. */
    private interface Field {
        boolean read(int number, CodedInputStream in) throws IOException;
    }

    private void message(CodedInputStream in, Field field) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (!delimited || !field.read(WireFormat.getTagFieldNumber(tag), in)) {
                in.skipField(tag);
            }
        }
    }

    private boolean nested(CodedInputStream in, Field field) throws IOException {
        int before = in.pushLimit(in.readRawVarint32());
        message(in, field);
        in.checkLastTagWas(0);
        in.popLimit(before);
        return true;
    }

    private boolean topField(int number, CodedInputStream in) throws IOException {
        return number == 1 && nested(in, this::attribute);
    }

    /** Of {@code AttributeContext}: source, request, context_extensions. */
    private boolean attribute(int number, CodedInputStream in) throws IOException {
        return switch (number) {
            case 1 -> nested(in, this::peer);
            case 4 -> nested(in, this::request);
            case 10 -> extension(in);
            default -> false;
        };
    }

    /** The address's socket_address's address. */
    private boolean peer(int number, CodedInputStream in) throws IOException {
        return number == 1 && nested(in, (inAddress, ignored) -> inAddress == 1 && nested(in, this::socketAddress));
    }

    private boolean socketAddress(int number, CodedInputStream in) throws IOException {
        if (number != 2) {
            return false;
        }
        address = in.readBytes().toStringUtf8();
        return true;
    }

    /** Of the request: http. */
    private boolean request(int number, CodedInputStream in) throws IOException {
        return number == 2 && nested(in, this::http);
    }

    /** Of HTTP: headers, or header_map where Envoy is told to send them raw. */
    private boolean http(int number, CodedInputStream in) throws IOException {
        return switch (number) {
            case 3 -> header(in);
            case 13 -> nested(in, (inMap, ignored) -> inMap == 1 && header(in));
            default -> false;
        };
    }

    private boolean header(CodedInputStream in) throws IOException {
        Pair pair = pair(in);
        if (pair.key.equalsIgnoreCase(AUTHORIZATION)) {
            authorization.add(pair.value);
        } else if (pair.key.equalsIgnoreCase(API_TOKEN)) {
            apiToken.add(pair.value);
        }
        return true;
    }

    private boolean extension(CodedInputStream in) throws IOException {
        Pair pair = pair(in);
        if (pair.key.equals(SCOPES)) {
            scopes.add(pair.value);
        }
        return true;
    }

    /** An entry of a map, or a {@code HeaderValue}, whose third field is the value as bytes. */
    private Pair pair(CodedInputStream in) throws IOException {
        Pair pair = new Pair();
        nested(in, pair::field);
        return pair;
    }

    private static final class Pair {
        private String key = "";
        private String value = "";

        boolean field(int number, CodedInputStream in) throws IOException {
            switch (number) {
                case 1 -> key = in.readBytes().toStringUtf8();
                case 2, 3 -> value = in.readBytes().toStringUtf8();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
