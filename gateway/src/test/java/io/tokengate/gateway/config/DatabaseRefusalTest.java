package io.tokengate.gateway.config;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.tokengate.gateway.setup.StartupException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is told of a database that cannot be worked with; StartupTest has those that a server really gives. */
class DatabaseRefusalTest {
    private static final DatabaseAccess ACCESS =
            new DatabaseAccess(DatabaseUrl.parse("postgresql://u:hidden@a,b/x"), null, null);

    @Test
    void hostThatWasReachedTellsMoreThanOneThatWasNot() {
        Throwable failure = new R2dbcNonTransientResourceException("away", "08001", new ConnectException("refused"));
        failure.addSuppressed(new R2dbcNonTransientResourceException("no", "28P01"));
        assertThat(DatabaseRefusal.of(ACCESS, failure)).hasMessageContaining("refuses the user or its password");
    }

    @Test
    void whatTheDriverWrapsIsLookedThrough() {
        Throwable cause = new R2dbcNonTransientResourceException("no", "3D000");
        assertThat(DatabaseRefusal.of(ACCESS, new R2dbcNonTransientResourceException("wrapped", "08000", cause)))
                .hasMessageContaining("has no database of that name");
        assertThat(DatabaseRefusal.of(
                        ACCESS, new IllegalStateException(new R2dbcNonTransientResourceException("", "42501"))))
                .hasMessageContaining("does not allow it");
    }

    @Test
    void restIsToldByItsCauseInOneLineWithoutThePassword() {
        assertThat(DatabaseRefusal.of(ACCESS, new IllegalStateException(new ConnectException("refused\nand more"))))
                .hasMessageContaining("cannot be reached")
                .hasMessageEndingWith("(refused)")
                .hasMessageNotContaining("hidden");
        assertThat(DatabaseRefusal.of(ACCESS, new TimeoutException("after 5000 ms in a flatMap")))
                .hasMessageEndingWith("(no answer in time)");
        assertThat(DatabaseRefusal.of(ACCESS, new IllegalStateException()))
                .hasMessageEndingWith("(java.lang.IllegalStateException)");
    }

    @Test
    void setupSaysThatTheOtherDriverGotThrough() throws Exception {
        try (Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "postgresql://u:hidden@127.0.0.1:" + silent.getLocalPort() + "/x";
            DatabaseAccess access = new DatabaseAccess(DatabaseUrl.parse(url), null, null);
            assertThatThrownBy(() -> SetupConnection.to(access))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("cannot be reached in the way that sets it up")
                    .hasMessageNotContaining("hidden");
        }
    }
}
