package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    private static final Texts ENGLISH = Texts.load(Locale.ENGLISH);

    static List<Failure> everyKind() {
        return Arrays.stream(Failure.class.getPermittedSubclasses()).map(FailureTest::one).toList();
    }

    private static Failure one(Class<?> type) {
        var parts = type.getRecordComponents();
        var values = Arrays.stream(parts).map(part -> part.getType() == int.class ? (Object) 7
                : part.getType() == long.class ? (Object) 30L
                : part.getType() == Text.class ? Text.of("failure.cancelled") : "<" + part.getName() + ">").toArray();
        try {
            var constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return (Failure) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("No failure could be made of " + type, e);
        }
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void itsTextsExistAndAllTheirPlacesAreFilled(Failure failure) {
        for (var text : List.of(failure.title(), failure.advice())) {
            assertTrue(ENGLISH.keySet().contains(text.key()), text.key());
            var words = ENGLISH.of(text);
            assertFalse(words.matches("(?s).*\\{\\d}.*"), words);
        }
    }

    @Test
    void noTextIsLeftWithoutItsFailure() {
        var wanted = new TreeSet<String>();
        everyKind().forEach(failure -> wanted.addAll(List.of(failure.title().key(), failure.advice().key())));
        var written = new TreeSet<>(ENGLISH.keySet().stream().filter(key -> key.startsWith("failure.")).toList());
        assertEquals(written, wanted);
    }

    @ParameterizedTest
    @CsvSource({"PortTaken, port-taken, CHOOSE_OTHER_PORT, [7]", "RateLimited, rate-limited, RETRY, '[<host>, 30]'",
        "EngineNotReachable, engine-not-reachable, OPEN_DOCTOR, [<endpoint>]", "Cancelled, cancelled, , []",
        "EngineRefused, engine-refused, , [<detail>]", "EndedEarly, ended-early, SHOW_LOGS, '[<session>, 7]'",
        "GpuAccessMissing, gpu-access-missing, OPEN_DOCTOR, []", "LoginNeeded, login-needed, LOG_IN, [<registry>]"})
    void nameFixAndValuesComeFromItsKind(String type, String name, Failure.Fix fix, String values) {
        var failure = everyKind().stream().filter(one -> one.getClass().getSimpleName().equals(type)).findFirst()
                .orElseThrow();
        assertEquals(name, failure.name());
        assertEquals(Optional.ofNullable(fix), failure.fix());
        assertEquals(values, failure.arguments().toString());
    }
}
