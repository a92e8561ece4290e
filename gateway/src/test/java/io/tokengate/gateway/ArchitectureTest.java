package io.tokengate.gateway;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.tokengate.gateway.dialect.Dialect;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** The house's rules: which room may know which. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tokengate.domain", "io.tokengate.gateway");

    @TestFactory
    Stream<DynamicTest> rules() {
        return Stream.of(
                        classes()
                                .that()
                                .resideInAPackage("io.tokengate.domain..")
                                .should()
                                .onlyDependOnClassesThat(resideInAnyPackage(
                                        "io.tokengate.domain..",
                                        "java..",
                                        "javax.crypto..",
                                        "reactor..",
                                        "org.reactivestreams..",
                                        "org.jspecify..")),
                        noClasses()
                                .that(resideInAnyPackage("io.tokengate.domain.token..", "io.tokengate.domain.secret.."))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "io.tokengate.domain.verify..",
                                        "io.tokengate.domain.manage..",
                                        "io.tokengate.domain.store.."),
                        noClasses()
                                .that(not(resideInAnyPackage(
                                        "io.tokengate.gateway.store..", "io.tokengate.gateway.config..")))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("io.r2dbc..", "org.springframework.r2dbc.."),
                        noClasses()
                                .that(not(resideInAnyPackage(
                                        "io.tokengate.gateway.setup..",
                                        "io.tokengate.gateway.embedded..",
                                        "io.tokengate.gateway.config..")))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc.."),
                        noClasses()
                                .that(not(resideInAPackage("io.tokengate.gateway.dialect.*..")))
                                .should()
                                .dependOnClassesThat(isInsideADialect()),
                        noClasses()
                                .that(not(resideInAPackage("io.tokengate.gateway.protocol.*..")))
                                .should()
                                .dependOnClassesThat(isInsideAProtocol()),
                        noClasses()
                                .that()
                                .resideInAPackage("io.tokengate.gateway.dialect..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("io.tokengate.gateway.protocol.."),
                        noClasses()
                                .that(not(resideInAPackage("io.tokengate.gateway.config..")))
                                .and(not(resideInAPackage("io.tokengate.gateway.setup..")))
                                .and(not(resideInAPackage("io.tokengate.gateway")))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("io.tokengate.gateway.config.."),
                        noClasses().should().haveNameMatching("io\\.tokengate\\..*(Manager|Helper|Utils?|Impl)"),
                        noClasses()
                                .should()
                                .callMethod(Mono.class, "block")
                                .orShould()
                                .callMethod(Mono.class, "block", Duration.class)
                                .orShould()
                                .callMethod(Flux.class, "blockFirst")
                                .orShould()
                                .callMethod(Flux.class, "blockLast"),
                        classes().that().implement(Dialect.class).should().notBePublic(),
                        // Others would not be found: GatewayApplication looks for no other names.
                        classes()
                                .that()
                                .areAnnotatedWith(Configuration.class)
                                .or()
                                .areMetaAnnotatedWith(Component.class)
                                .and()
                                .areNotAnnotatedWith(ManagementContextConfiguration.class)
                                .and()
                                .areNotAnnotatedWith(SpringBootConfiguration.class)
                                .and()
                                .areTopLevelClasses()
                                .should()
                                .haveSimpleNameEndingWith("Configuration"),
                        methods()
                                .that()
                                .areDeclaredInClassesThat()
                                .resideInAPackage("io.tokengate..")
                                .should()
                                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired"))
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
    }

    @Test
    void dialectsDoNotKnowEachOther() {
        ArchRule rule = SlicesRuleDefinition.slices()
                .matching("io.tokengate.gateway.dialect.(*)..")
                .should()
                .notDependOnEachOther();
        rule.check(CLASSES);
    }

    @Test
    void protocolsDoNotKnowEachOther() {
        SlicesRuleDefinition.slices()
                .matching("io.tokengate.gateway.protocol.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("..protocol.proxy"))
                .because("what proxies want to know is the same in both of their protocols")
                .check(CLASSES);
    }

    @Test
    void roomsAreFreeOfCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.tokengate.gateway.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** In the others' JVM gateways run, whose timers would go by it; {@code SimulatedTime} looks for itself. */
    @Test
    void testsInVirtualTimeAreTagged() {
        JavaClasses tests = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages("io.tokengate.gateway");
        classes()
                .that(DescribedPredicate.describe(
                        "go by virtual time",
                        test -> test.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getName().equals("withVirtualTime"))))
                .should()
                .beAnnotatedWith(Tag.class)
                .check(tests);
    }

    @Test
    void everyPackageIsNullMarked() {
        Stream<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(room -> room.getPackageInfo()
                        .tryGetAnnotationOfType(NullMarked.class)
                        .isEmpty())
                .map(room -> room.getName());
        assertThat(unmarked).isEmpty();
    }

    private static DescribedPredicate<JavaClass> isInsideAProtocol() {
        return DescribedPredicate.describe(
                "are inside one protocol",
                candidate -> candidate.getPackageName().matches("io\\.tokengate\\.gateway\\.protocol\\.[^.]+.*"));
    }

    private static DescribedPredicate<JavaClass> isInsideADialect() {
        return DescribedPredicate.describe(
                "are inside one dialect",
                candidate -> candidate.getPackageName().matches("io\\.tokengate\\.gateway\\.dialect\\.[^.]+.*"));
    }
}
