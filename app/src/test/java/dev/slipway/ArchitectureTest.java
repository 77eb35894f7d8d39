package dev.slipway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house. Plain tests over one imported class set: an engine of ArchUnit's own once ran no test at all
 * under Surefire and let a violated rule pass.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.slipway";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    private static final DescribedPredicate<JavaClass> COMPOSITION =
            resideInAPackage(ROOT).as("the composition root in " + ROOT);

    /** What each core package may use of Slipway's own, beside itself and base. */
    private static final Map<String, String[]> MAY_USE = Map.ofEntries(
            Map.entry("base", new String[] {}),
            Map.entry("settings", new String[] {}),
            Map.entry("gpu", new String[] {}),
            Map.entry("catalog", new String[] {"gpu"}),
            // Below engine, which takes the user's logins from it for pulls.
            Map.entry("registry", new String[] {"catalog", "gpu"}),
            Map.entry("engine", new String[] {"registry"}),
            Map.entry("update", new String[] {"registry"}),
            Map.entry("machine", new String[] {"gpu", "engine"}),
            Map.entry("compat", new String[] {"gpu", "engine", "machine", "catalog"}),
            Map.entry("environment", new String[] {"gpu", "engine", "machine", "catalog", "compat"}),
            Map.entry("layer", new String[] {"registry", "engine", "environment"}),
            Map.entry("session", new String[] {"gpu", "registry", "engine", "machine", "catalog", "compat",
                "environment", "layer"}),
            Map.entry("access", new String[] {"engine", "environment", "session", "gpu"}),
            Map.entry("job", new String[] {"gpu", "engine", "environment", "session"}),
            Map.entry("selftest", new String[] {"gpu", "engine", "machine", "catalog", "environment", "session"}),
            Map.entry("doctor", new String[] {"gpu", "engine", "machine", "catalog", "compat", "environment",
                "layer", "session"}),
            Map.entry("setup", new String[] {"gpu", "engine", "machine", "catalog", "compat", "environment",
                "doctor"}));

    @Test
    void theClassesAreReallyThere() {
        assertTrue(CLASSES.size() > 100, "only " + CLASSES.size() + " classes were imported");
    }

    @Test
    void aBrokenRuleIsNoticed() {
        ArchRule broken = noClasses().that().resideInAPackage(ROOT + ".base..").should()
                .dependOnClassesThat().resideInAPackage("java.lang..");
        assertThrows(AssertionError.class, () -> broken.check(CLASSES));
    }

    @Test
    void onlyTheInterfaceKnowsJavaFx() {
        only("javafx..", "the command line and the core must start without loading a JavaFX class",
                ROOT + ".ui..").check(without("App", "Windows"));
    }

    @Test
    void foreignLibrariesStayBehindTheirDoor() {
        only("com.github.dockerjava..", "its errors and types are translated once, in engine.docker",
                ROOT + ".engine.docker..").check(CLASSES);
        only("java.lang.foreign..", "native memory is handled in one place", ROOT + ".gpu.nvml..").check(CLASSES);
        only("oshi..", "OSHI is one of several sources", ROOT + ".gpu.oshi..").check(CLASSES);
        only("com.techsenger..", "the terminal widget can be replaced", ROOT + ".ui.terminal..").check(CLASSES);
    }

    @Test
    void jsonIsReadAtTheEdgesOnly() {
        // What registries answer is JSON, and is read where it arrives.
        noClasses().that().resideOutsideOfPackages(ROOT + ".catalog..", ROOT + ".cli..", ROOT + ".engine.docker..",
                        ROOT + ".registry..", ROOT + ".update..")
                .and(DescribedPredicate.not(topLevelNameEndsWith("Store")))
                .should().dependOnClassesThat().resideInAPackage("com.fasterxml..")
                .because("the core's records know nothing of file formats").check(CLASSES);
    }

    @Test
    void verdictsAndPlansArePure() {
        noClasses().that().resideInAPackage(ROOT + ".compat..").or().haveSimpleNameStartingWith("LaunchPlan").should()
                .dependOnClassesThat().resideInAnyPackage("java.io..", "java.net.http..", "java.lang.ref..")
                .because("a verdict is a function of its inputs").check(CLASSES);
        noClasses().that().resideInAPackage(ROOT + ".compat..").or().haveSimpleNameStartingWith("LaunchPlan").should()
                .callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(java.time.LocalDate.class, "now")
                .orShould().dependOnClassesThat().belongToAnyOf(java.nio.file.Files.class, java.io.File.class)
                .because("a verdict and a plan read no clock and no file").check(CLASSES);
    }

    @Test
    void theCoreDoesNotKnowItsUsers() {
        noClasses().that().resideOutsideOfPackages(ROOT, ROOT + ".ui..", ROOT + ".cli..").should()
                .dependOnClassesThat().resideInAnyPackage(ROOT + ".ui..", ROOT + ".cli..")
                .because("the window and the command line stand on the same core").check(CLASSES);
        noClasses().that().resideOutsideOfPackages(ROOT, ROOT + ".tour..").should()
                .dependOnClassesThat().resideInAnyPackage(ROOT + ".tour..")
                .because("nothing real may lean on the simulation").check(CLASSES);
    }

    @Test
    void packagesLookDownwardsOnly() {
        MAY_USE.forEach((name, lower) -> {
            var allowed = new java.util.ArrayList<String>();
            allowed.add(ROOT + ".base..");
            allowed.add(ROOT + "." + name + "..");
            for (var one : lower) {
                allowed.add(ROOT + "." + one + "..");
            }
            // Adapters implement what their neighbours above ask for: gpu.oshi the machine's HostSource.
            noClasses().that().resideInAPackage(ROOT + "." + name + "..")
                    .and(DescribedPredicate.not(resideInAPackage(ROOT + ".gpu.oshi..")))
                    .should().dependOnClassesThat(resideInAPackage(ROOT + "..")
                            .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                                    allowed.toArray(String[]::new)))))
                    .because("the direction of the packages is base, gpu, catalog, registry, engine, machine, "
                            + "compat, environment, session, doctor").check(CLASSES);
        });
    }

    @Test
    void noPackageLooksInCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles()
                .because("a circle cannot be understood from either end").check(CLASSES.that(
                        DescribedPredicate.not(resideInAPackage(ROOT + ".gpu.oshi.."))));
    }

    @Test
    void screensDoNotKnowOneAnother() {
        slices().matching(ROOT + ".ui.(*)..").should().notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(ROOT + ".ui.kit.."))
                .ignoreDependency(resideInAPackage(ROOT + ".ui.shell.."), DescribedPredicate.alwaysTrue())
                .because("what two screens share belongs into ui.kit or into the core").check(CLASSES);
    }

    @Test
    void thereIsOneWayOntoTheFxThreadAndOneMakerOfThreads() {
        noClasses().that().doNotHaveFullyQualifiedName(ROOT + ".ui.kit.Fx").should()
                .callMethod(javafx.application.Platform.class, "runLater", Runnable.class)
                .because("a second way would not hand exceptions to the error path")
                .allowEmptyShould(true).check(CLASSES);
        noClasses().that(DescribedPredicate.not(topLevelNameEndsWith("Background"))
                        .and(DescribedPredicate.not(topLevelNameEndsWith("Sampler")))).should()
                .callConstructor(Thread.class).orShould().callConstructor(Thread.class, Runnable.class)
                .orShould().callConstructor(Thread.class, Runnable.class, String.class)
                .orShould().callConstructor(Thread.class, String.class)
                .orShould().callMethod(Thread.class, "ofVirtual").orShould().callMethod(Thread.class, "ofPlatform")
                .orShould().callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould().dependOnClassesThat().belongToAnyOf(Executors.class, ExecutorService.class)
                .because("work goes through Background, which tests make synchronous").check(CLASSES);
    }

    @Test
    void viewsForwardAndModelsDecide() {
        noClasses().that(simpleNameEndingWith("Model").and(resideInAPackage(ROOT + ".ui.."))).should()
                .dependOnClassesThat().resideInAPackage("javafx.scene..")
                .because("a model is tested without a window").allowEmptyShould(true).check(CLASSES);
        noClasses().that(simpleNameEndingWith("View").and(resideInAPackage(ROOT + ".ui.."))).should()
                .dependOnClassesThat(JavaClass.Predicates.belongToAnyOf(dev.slipway.engine.Engine.class,
                        dev.slipway.session.Sessions.class, dev.slipway.machine.MachineSource.class,
                        dev.slipway.session.UsageFeed.class, dev.slipway.base.Background.class))
                .because("a view knows its model, not the services behind it").allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void someThingsAreNeverUsed() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("java.awt..", "javax.swing..",
                        "javafx.scene.web..", "java.util.logging..", "javafx.embed..")
                .because("they are slow to load, large, or a second way of doing something").check(CLASSES);
        noClasses().that().resideOutsideOfPackages(ROOT + ".cli..").and().doNotHaveFullyQualifiedName(ROOT + ".Main")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .because("only the command line speaks to standard streams").check(CLASSES);
        fields().that().areStatic().and().doNotHaveModifier(
                        com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC).should().beFinal()
                .because("shared mutable state makes tests depend on their order").check(CLASSES);
    }

    private static ArchRule only(String library, String reason, String... places) {
        ClassesShouldConjunction rule = noClasses().that().resideOutsideOfPackages(places).should()
                .dependOnClassesThat().resideInAPackage(library);
        return rule.because(reason).allowEmptyShould(true);
    }

    /** All classes but those of the composition root that may open the window. */
    private static JavaClasses without(String... names) {
        var set = java.util.Set.of(names);
        return CLASSES.that(DescribedPredicate.describe("not the window's composition", type ->
                !(COMPOSITION.test(type) && set.contains(topLevel(type).getSimpleName()))));
    }

    private static DescribedPredicate<JavaClass> topLevelNameEndsWith(String end) {
        return DescribedPredicate.describe("belongs to a class named *" + end,
                type -> topLevel(type).getSimpleName().endsWith(end));
    }

    private static JavaClass topLevel(JavaClass type) {
        var outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    @Test
    void noClassHidesBehindAPattern() {
        classes().should(new com.tngtech.archunit.lang.ArchCondition<>("be named after the thing they are") {
            @Override
            public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                var name = topLevel(type).getSimpleName();
                if (name.endsWith("Manager") || name.endsWith("Helper") || name.endsWith("Impl")
                        || name.endsWith("Utils") || name.endsWith("Util")) {
                    events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(type, type.getName()));
                }
            }
        }).because("a name says what a thing is, not which pattern it follows").check(CLASSES);
    }
}
