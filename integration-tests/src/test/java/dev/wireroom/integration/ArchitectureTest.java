package dev.wireroom.integration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.wireroom.launcher.embedded.EmbeddedBroker;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** Holds who may know whom, as docs/architecture.md and CONTRIBUTING.md promise it. */
@AnalyzeClasses(
        packages = "dev.wireroom",
        importOptions = {ImportOption.DoNotIncludeTests.class})
final class ArchitectureTest {
    private static final String OURS = "dev.wireroom..";
    private static final String CONTRACT = "dev.wireroom.contract..";
    private static final String SCHEMA = "dev.wireroom.schema..";
    private static final String SERVICE = "dev.wireroom.service..";
    private static final String CONNECT = "dev.wireroom.connect..";
    private static final String LEDGER = "dev.wireroom.ledger..";
    private static final String LAUNCHER = "dev.wireroom.launcher..";

    @ArchTest static final ArchRule ingestKnowsNoOtherService = knowsNoOtherService("ingest");

    @ArchTest static final ArchRule enrichKnowsNoOtherService = knowsNoOtherService("enrich");

    @ArchTest
    static final ArchRule sinkKnowsNoOtherServiceButItsWorker =
            knowsNoOtherService("sink", CONNECT);

    @ArchTest
    static final ArchRule lakeKnowsNoOtherServiceButItsWorker =
            knowsNoOtherService("lake", CONNECT);

    @ArchTest static final ArchRule theWorkerKnowsNoService = knowsNoOtherService("connect");

    @ArchTest static final ArchRule deliverKnowsNoOtherService = knowsNoOtherService("deliver");

    @ArchTest
    static final ArchRule consoleKnowsNoOtherServiceButTheLedger =
            knowsNoOtherService("console", LEDGER);

    @ArchTest static final ArchRule ledgerKnowsNoService = knowsNoOtherService("ledger");

    @ArchTest
    static final ArchRule whatServicesShareKnowsNoService =
            noClasses()
                    .that()
                    .resideInAPackage(SERVICE)
                    .should()
                    .dependOnClassesThat(oursOutside(SERVICE));

    @ArchTest
    static final ArchRule schemaNeedsOnlyKafkaClientsAndAvro =
            classes()
                    .that()
                    .resideInAnyPackage(SCHEMA, CONTRACT)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            SCHEMA,
                            CONTRACT,
                            "java..",
                            "org.apache.avro..",
                            "org.apache.kafka.clients..",
                            "org.apache.kafka.common..",
                            "com.fasterxml.jackson..",
                            "org.slf4j..",
                            "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule nothingShippedKnowsTheLauncher =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            LAUNCHER, "dev.wireroom.benchmarks..", "dev.wireroom.integration..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(LAUNCHER);

    @ArchTest
    static final ArchRule textAnalysisIsFreeOfKafka =
            noClasses()
                    .that()
                    .resideInAPackage("dev.wireroom.enrich.text..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", SCHEMA, CONTRACT, SERVICE);

    @ArchTest
    static final ArchRule parsersArePure =
            noClasses()
                    .that()
                    .resideInAPackage("dev.wireroom.ingest.format..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka..",
                            SERVICE,
                            "java.net.http..",
                            "io.helidon..",
                            "dev.wireroom.ingest.wire..",
                            "dev.wireroom.ingest.http..",
                            "dev.wireroom.ingest.feed..",
                            "dev.wireroom.ingest.fetch..");

    @ArchTest
    static final ArchRule kafkasServerInternalsStayInOneClass =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(EmbeddedBroker.class.getName())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule onlyTheCommandLineWritesToTheTerminal =
            noClasses().that().resideOutsideOfPackage(LAUNCHER).should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule namesSayTheRole =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses all) {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : all.that(resideOutsideOfPackage(CONTRACT))) {
            JavaPackage its = type.getPackage();
            if (its.tryGetPackageInfo()
                    .filter(i -> i.isAnnotatedWith(NullMarked.class))
                    .isEmpty()) {
                unmarked.add(its.getName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    private static ArchRule knowsNoOtherService(String service, String... libraries) {
        String its = "dev.wireroom." + service + "..";
        return noClasses()
                .that()
                .resideInAPackage(its)
                .should()
                .dependOnClassesThat(
                        oursOutside(its)
                                .and(resideOutsideOfPackages(libraries))
                                .as("reside in another module than what it may know"));
    }

    /** Our classes, other than these and what everyone may know. */
    private static DescribedPredicate<JavaClass> oursOutside(String its) {
        return resideInAPackage(OURS)
                .and(resideOutsideOfPackages(its, SERVICE, SCHEMA, CONTRACT))
                .as("reside in another module than schema or service");
    }
}
