package io.tokengate.gateway.config;

import io.tokengate.gateway.support.RunningGateway;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.MessageSource;
import org.springframework.context.NoSuchMessageException;
import org.springframework.context.support.DefaultMessageSourceResolvable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NoMessagesTest {
    private final MessageSource messages = new NoMessages();

    @Test
    void onlyWhatTheAskerBringsAlong() {
        assertThat(messages.getMessage("code", null, "brought", Locale.ROOT)).isEqualTo("brought");
        assertThat(messages.getMessage("code", null, null, Locale.ROOT)).isNull();
        assertThat(messages.getMessage(
                        new DefaultMessageSourceResolvable(new String[] {"code"}, "brought"), Locale.ROOT))
                .isEqualTo("brought");
        assertThatExceptionOfType(NoSuchMessageException.class)
                .isThrownBy(() -> messages.getMessage("code", null, Locale.ROOT));
        assertThatExceptionOfType(NoSuchMessageException.class)
                .isThrownBy(() -> messages.getMessage(new DefaultMessageSourceResolvable("code"), Locale.ROOT));
    }

    @Test
    void theApplicationHasNoOther() {
        assertThat(RunningGateway.shared().bean(MessageSource.class)).isInstanceOf(NoMessages.class);
    }
}
