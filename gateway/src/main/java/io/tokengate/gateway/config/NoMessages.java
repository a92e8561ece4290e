package io.tokengate.gateway.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;

/**
 * In place of the framework's sources of messages in several languages, of which there are none here: those ask the JDK for
 * all locales that it knows, some thousand, at every start.
 */
final class NoMessages implements MessageSource {
    @Override
    public @Nullable String getMessage(
            String code, Object @Nullable [] args, @Nullable String defaultMessage, @Nullable Locale locale) {
        return defaultMessage;
    }

    @Override
    public String getMessage(String code, Object @Nullable [] args, @Nullable Locale locale) {
        throw new NoSuchMessageException(code);
    }

    @Override
    public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
        String message = resolvable.getDefaultMessage();
        if (message == null) {
            throw new NoSuchMessageException(resolvable.toString());
        }
        return message;
    }
}
