package io.tokengate.gateway.dialect.kps;

import io.tokengate.gateway.dialect.kps.KpsClient.Person;
import io.tokengate.gateway.support.RunningGateway;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.tokengate.gateway.dialect.kps.KpsClient.ALL;
import static io.tokengate.gateway.dialect.kps.KpsClient.TOKENS;
import static io.tokengate.gateway.dialect.kps.KpsClient.body;
import static io.tokengate.gateway.dialect.kps.KpsClient.failed;
import static io.tokengate.gateway.dialect.kps.KpsClient.text;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may do what with whose token, by session and by token (docs/dialects/kps.md, «Who may what»). */
class KpsOwnershipTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final Map<String, Person> PEOPLE = Map.of(
            "owner", KpsClient.newPerson(GATEWAY, "USER"),
            "other", KpsClient.newPerson(GATEWAY, "USER"),
            "admin", KpsClient.newPerson(GATEWAY, "USER", "INFRA_ADMIN"),
            "stranger", KpsClient.newTenant(GATEWAY));

    /** The owner's token, switched off by somebody who names somebody as its owner. */
    @ParameterizedTest(name = "{0} with a {1} names {2}: {3} {4}")
    @CsvSource({
        "owner, session, owner, 200, 0, false",
        "owner, token, owner, 200, 0, false",
        "owner, session, other, 400, 20480, true",
        "owner, session, admin, 400, 20480, true",
        "other, session, owner, 400, 20480, true",
        "other, token, owner, 400, 20480, true",
        "other, session, other, 404, 20482, true",
        "other, token, other, 404, 20482, true",
        "admin, session, owner, 200, 0, false",
        "admin, token, owner, 200, 0, false",
        "admin, session, admin, 404, 20482, true",
        "admin, token, other, 404, 20482, true",
        "stranger, session, owner, 404, 20482, true",
        "stranger, token, owner, 404, 20482, true",
        "stranger, session, stranger, 404, 20482, true"
    })
    void update(String who, String bearer, String named, int status, int errorCode, boolean activeThen) {
        KpsClient owner = person("owner").session();
        Map<String, Object> token = owner.create();
        String path = TOKENS + "/" + text(token, "id");
        Map<String, Object> change =
                Map.of("active", false, "userId", person(named).id());
        var answer = caller(who, bearer).put(path, change);
        if (status == 200) {
            assertThat(body(answer.expectStatus().isEqualTo(200))).isEqualTo(Map.of("id", token.get("id")));
        } else {
            failed(answer, status, errorCode);
        }
        assertThat(owner.own(text(token, "id")))
                .containsEntry("active", activeThen)
                .containsEntry("userId", person("owner").id());
    }

    @ParameterizedTest(name = "{0} with a {1}: deleted {2}")
    @CsvSource({
        "owner, session, true",
        "owner, token, true",
        "other, session, false",
        "other, token, false",
        "admin, session, false",
        "admin, token, false",
        "stranger, session, false",
        "stranger, token, false"
    })
    void delete(String who, String bearer, boolean deleted) {
        KpsClient owner = person("owner").session();
        Map<String, Object> token = owner.create();
        Object id = token.get("id");
        assertThat(body(caller(who, bearer)
                        .delete(TOKENS + "/" + id)
                        .expectStatus()
                        .isEqualTo(200)))
                .isEqualTo(Map.of("id", deleted ? text(token, "id") : ""));
        assertThat(owner.list(TOKENS).stream()
                        .anyMatch(found -> text(found, "id").equals(id)))
                .isEqualTo(!deleted);
    }

    @ParameterizedTest(name = "{0} with a {1}: own list {2}, list of all {3}")
    @CsvSource({
        "owner, session, true, 403, false",
        "owner, token, true, 403, false",
        "other, session, false, 403, false",
        "other, token, false, 403, false",
        "admin, session, false, 200, true",
        "admin, token, false, 200, true",
        "stranger, session, false, 200, false",
        "stranger, token, false, 200, false"
    })
    void lists(String who, String bearer, boolean inOwn, int status, boolean inAll) {
        Map<String, Object> token = person("owner").session().create(false);
        KpsClient caller = caller(who, bearer);
        assertThat(has(caller, TOKENS, token)).isEqualTo(inOwn);
        if (status == 200) {
            assertThat(has(caller, ALL, token)).isEqualTo(inAll);
            assertThat(caller.list(ALL))
                    .allSatisfy(found -> assertThat(found.get("tenantId"))
                            .isEqualTo(caller.create().get("tenantId")));
        } else {
            failed(caller.get(ALL), status, 20487);
        }
    }

    @Test
    void roleOfTheUserCountsInTheNextRequestOfEveryBearer() {
        Person person = KpsClient.newPerson(GATEWAY, "USER");
        KpsClient session = person.session();
        KpsClient token = session.token();
        for (KpsClient caller : new KpsClient[] {session, token}) {
            person.change(Map.of("roles", new String[] {"USER"}));
            failed(caller.get(ALL), 403, 20487);
            person.change(Map.of("roles", new String[] {"USER", "INFRA_ADMIN"}));
            caller.get(ALL).expectStatus().isOk();
        }
        person.change(Map.of("roles", new String[] {"USER"}));
        failed(session.get(ALL), 403, 20487);
    }

    private static boolean has(KpsClient caller, String path, Map<String, Object> token) {
        return caller.list(path).stream().anyMatch(found -> text(found, "id").equals(token.get("id")));
    }

    private static KpsClient caller(String who, String bearer) {
        KpsClient session = person(who).session();
        return bearer.equals("session") ? session : session.token();
    }

    private static Person person(String who) {
        return Objects.requireNonNull(PEOPLE.get(who));
    }
}
