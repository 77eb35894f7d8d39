package dev.slipway.ui.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Bytes;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.bench.Bench;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.Reference;
import dev.slipway.catalog.TagListing;
import dev.slipway.compat.Verdict;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.LocalImage;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import dev.slipway.registry.ImageSource;
import dev.slipway.registry.LiveCatalog;
import dev.slipway.registry.RemoteImage;
import dev.slipway.registry.TagCache;
import dev.slipway.registry.TagSource;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Around;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import dev.slipway.ui.kit.Views;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogPageTest {
    @TempDir
    private Path folder;

    private final ArrayList<String> launched = new ArrayList<>();

    private CatalogModel model(Background background, Fx fx) {
        var around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        var model = new CatalogModel(around.images(), around.tour.machine(), background, fx, around.texts,
                doors());
        model.start();
        return model;
    }

    private CatalogDoors doors() {
        return new CatalogDoors(launched::add, (_, _) -> { }, () -> launched.add("settings"));
    }

    /** The model of a page that is shown, which starts it. */
    private CatalogModel modelOf(Around around, ImageDesk images) {
        return new CatalogModel(images, around.tour.machine(), around.background, Fx.platform(), around.texts,
                doors());
    }

    private static Screen shown(CatalogModel model, Views views, Settings.Theme theme, double width, double height) {
        return Screen.show(theme, width, height, _ -> {
            model.start();
            return new CatalogView(model, views).node();
        });
    }

    private CatalogModel filled() {
        return model(Background.sameThread(), Fx.direct());
    }

    @Test
    void everyWordOfTheFilterMustBeFound() {
        var model = filled();
        int all = model.rows().size();
        model.filterProperty().set("pytorch cuda12.6 devel");
        assertTrue(model.rows().size() > 3 && model.rows().size() < all, model.rows().size() + " of " + all);
        for (var row : model.rows()) {
            assertTrue(row.entry().reference().contains("cuda12.6") && row.entry().reference().contains("devel"),
                    row.entry().reference());
        }
    }

    @Test
    void theSwitchLeavesOnlyWhatRuns() {
        var model = filled();
        assertTrue(model.rows().stream().anyMatch(row -> row.level() == Verdict.Level.FAILS));
        model.onlyWhatRunsProperty().set(true);
        assertFalse(model.rows().isEmpty());
        assertTrue(model.rows().stream().allMatch(CatalogRow::runs));
    }

    @Test
    void aChipLeavesOneFramework() {
        var model = filled();
        model.frameworkProperty().set(Optional.of(Framework.TENSORFLOW));
        assertFalse(model.rows().isEmpty());
        assertTrue(model.rows().stream().allMatch(row -> row.entry().framework() == Framework.TENSORFLOW));
    }

    @Test
    void aPastedReferenceOfNoRowIsJudged() {
        var model = filled();
        model.filterProperty().set("registry.example.org/lab/secret:1.0");
        assertEquals(1, model.rows().size());
        assertEquals("registry.example.org/lab/secret:1.0", model.detailsProperty().get().orElseThrow().reference());
        assertEquals(Verdict.Level.UNKNOWN, model.detailsProperty().get().orElseThrow().level());
        model.filterProperty().set("");
        assertTrue(model.rows().stream().noneMatch(row -> row.entry().reference().startsWith("registry.example")));
    }

    @Test
    void aReferenceWrittenInFullFindsItsRow() {
        var model = filled();
        model.filterProperty().set("docker.io/pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime");
        assertEquals("pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime",
                model.detailsProperty().get().orElseThrow().reference());
        assertEquals(Verdict.Level.RUNS, model.detailsProperty().get().orElseThrow().level());
    }

    @Test
    void theSuggestionIsOneClickAway() {
        var model = filled();
        model.filterProperty().set("cuda13");
        var some = model.rows().stream().filter(row -> row.image().verdict().suggestion().isPresent()).findFirst();
        model.selectedProperty().set(some.orElseThrow());
        var suggestion = model.detailsProperty().get().orElseThrow().suggestion().orElseThrow();
        model.useSuggestion();
        assertEquals(suggestion, model.detailsProperty().get().orElseThrow().reference());
        assertEquals("", model.filterProperty().get());
        model.launch();
        assertEquals(List.of(suggestion), launched);
    }

    @Test
    void aVerdictIsCopiedWhole() {
        var model = filled();
        model.selectedProperty().set(model.rows().stream().filter(row -> row.level() == Verdict.Level.FAILS)
                .findFirst().orElseThrow());
        var details = model.detailsProperty().get().orElseThrow();
        var text = model.verdictText().orElseThrow();
        assertTrue(details.fails());
        assertTrue(text.startsWith(details.reference() + "\nFails: " + details.sentence() + "\n"), text);
        for (var point : details.points()) {
            assertTrue(text.contains("- " + point.label() + ": " + point.value() + (point.met() ? "\n"
                    : " (not met)\n")), text);
        }
        details.suggestion().ifPresent(better -> assertTrue(text.contains(": " + better), text));
        assertTrue(text.contains(details.origin()), text);
    }

    @ParameterizedTest
    @CsvSource({
        "pytorch/pytorch:2.8.0, pytorch/pytorch@DIGEST, '', pytorch/pytorch@DIGEST",
        "pytorch/pytorch:2.8.0, docker.io/pytorch/pytorch@DIGEST, '', pytorch/pytorch@DIGEST",
        "lab/torch:1, pytorch/pytorch@DIGEST, '', ''",
        "lab/torch:1, '', DIGEST, lab/torch@DIGEST",
        "localhost:5000/lab/torch@DIGEST, '', '', localhost:5000/lab/torch@DIGEST",
        "ubuntu, ubuntu@DIGEST, '', ubuntu@DIGEST",
        "not a reference, x@DIGEST, DIGEST, ''"})
    void aPinNamesTheSameRepository(String reference, String local, String told, String pinned) {
        var digest = "sha256:" + "ab".repeat(32);
        var image = local.isEmpty() ? Optional.<LocalImage>empty() : Optional.of(new LocalImage("sha256:1", List.of(),
                List.of(local.replace("DIGEST", digest)), 1, Instant.EPOCH));
        assertEquals(Optional.of(pinned.replace("DIGEST", digest)).filter(it -> !it.isEmpty()),
                Pin.of(reference.replace("DIGEST", digest), image,
                        Optional.of(told.replace("DIGEST", digest)).filter(it -> !it.isEmpty())));
    }

    @Test
    void theMatrixHasEachVersionByCuda() {
        var model = filled();
        model.frameworkProperty().set(Optional.of(Framework.PYTORCH));
        model.matrix().showingProperty().set(true);
        var matrix = model.matrix().matrixProperty().get();
        assertEquals("runtime", matrix.flavour());
        assertTrue(matrix.flavours().contains("devel"), matrix.flavours().toString());
        assertTrue(matrix.lines().size() > 20 && matrix.cuda().size() > 5,
                matrix.lines().size() + " x " + matrix.cuda().size());
        for (var line : matrix.lines()) {
            line.cells().forEach((cuda, row) -> {
                assertEquals(line.version(), row.entry().frameworkVersion().orElseThrow());
                assertEquals(cuda, row.entry().cuda().orElseThrow());
                assertEquals("runtime", row.flavour());
                assertEquals(Framework.PYTORCH, row.entry().framework());
            });
        }
        var versions = matrix.lines().stream().map(Matrix.Line::version).toList();
        assertEquals(versions.stream().sorted(Comparator.reverseOrder()).toList(), versions);
        model.matrix().flavourProperty().set(Optional.of("devel"));
        assertEquals("devel", model.matrix().matrixProperty().get().flavour());
        model.filterProperty().set("cuda12.6");
        assertEquals(1, model.matrix().matrixProperty().get().cuda().size());
        model.filterProperty().set("no such thing");
        assertTrue(model.matrix().matrixProperty().get().lines().isEmpty());
    }

    @Test
    void aNameTypedInFullShowsItsDetails() {
        var model = filled();
        model.selectedProperty().set(row(model, "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime"));
        model.filterProperty().set("my-lab/torch:local");
        assertEquals("my-lab/torch:local", model.detailsProperty().get().orElseThrow().reference());
    }

    @Test
    void aPasteInANarrowWindowOpensTheDetails() {
        var around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        var model = modelOf(around, around.images());
        try (var screen = shown(model, around.views, Settings.Theme.LIGHT, 804, 670)) {
            screen.await("the table is filled", () -> !model.rows().isEmpty());
            var details = screen.find(".image-details", Node.class);
            assertFalse(Screen.onFx(() -> details.getParent().isVisible()));
            Screen.onFx(() -> {
                model.filterProperty().set("pytorch/pytorch:2.8.0-cuda12.1-cudnn8-runtime");
                return null;
            });
            screen.settle();
            screen.save(Path.of("target/pictures/images-paste-narrow.png"));
            assertTrue(Screen.onFx(() -> details.getParent().isVisible()));
            assertTrue(((Label) screen.scene().lookup("#sentence")).getText().startsWith("There is no image"));
        }
    }

    @Test
    void columnsThatAWiderWindowBringsStandInTheMiddleOfTheirRows() {
        var around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        var model = modelOf(around, around.images());
        try (var screen = Screen.show(Settings.Theme.LIGHT, 1404, 670, _ -> {
            model.start();
            var page = (Region) new CatalogView(model, around.views).node();
            page.setMaxWidth(720);
            return new StackPane(page);
        })) {
            screen.await("the table is filled", () -> !model.rows().isEmpty());
            var table = screen.find(".images", TableView.class);
            int few = Screen.onFx(() -> table.getVisibleLeafColumns().size());
            Screen.onFx(() -> {
                ((Region) ((StackPane) ((Pane) screen.scene().getRoot()).getChildren().getFirst()).getChildren()
                        .getFirst()).setMaxWidth(Double.MAX_VALUE);
                return null;
            });
            screen.settle();
            assertTrue(Screen.onFx(() -> table.getVisibleLeafColumns().size()) > few);
            assertEquals(Set.of(VPos.CENTER), Screen.onFx(() -> table.lookupAll(".table-row-cell > .table-cell")
                    .stream().map(cell -> ((Labeled) cell).getAlignment().getVpos()).collect(Collectors.toSet())));
        }
    }

    @Test
    void tenThousandRowsDrawOnlyWhatIsSeen() {
        var around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        var many = Bench.of(10_000);
        var model = modelOf(around, new ImageDesk(() -> many, around.tour.machine()));
        try (var screen = shown(model, around.views, Settings.Theme.LIGHT, 1404, 900)) {
            screen.await("the table is filled", () -> model.rows().size() >= 10_000);
            var table = screen.find(".images", TableView.class);
            for (int row : new int[] {0, 5_000, 9_990}) {
                Screen.onFx(() -> {
                    table.scrollTo(row);
                    return null;
                });
                screen.settle();
                int rows = Screen.onFx(() -> table.lookupAll(".table-row-cell").size());
                int cells = Screen.onFx(() -> table.lookupAll(".table-row-cell > .table-cell").size());
                // About 24 rows of 11 columns fit; a few more are kept ready.
                assertTrue(rows > 10 && rows < 60, rows + " rows");
                assertTrue(cells > 100 && cells < 60 * 11, cells + " cells");
            }
            screen.save(Path.of("target/pictures/images-10000.png"));
        }
    }

    @Test
    void aKeyInTheFilterKeepsEveryNodeOfTheTableInTheWindow() {
        var around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        var many = Bench.of(10_000);
        var model = modelOf(around, new ImageDesk(() -> many, around.tour.machine()));
        try (var screen = shown(model, around.views, Settings.Theme.LIGHT, 1404, 900)) {
            screen.await("the table is filled", () -> model.rows().size() >= 10_000);
            var table = screen.find(".images", TableView.class);
            var keys = List.of("t", "te", "tensorflow", "", "nvidia k80", "no such image", "2.8", "2.8.0-cuda12.6", "");
            // The first time round, cells get the marks of the verdicts that they have not shown yet.
            keys.forEach(key -> type(screen, model, key));
            var before = Screen.onFx(() -> nodes(table));
            assertTrue(before.size() > 500, before.size() + " nodes");
            var left = new AtomicInteger();
            Screen.onFx(() -> {
                // The node of a label's words is the label's own, and goes with them.
                before.stream().filter(Parent.class::isInstance)
                        .forEach(node -> node.sceneProperty().addListener(_ -> left.incrementAndGet()));
                return null;
            });
            for (var key : keys) {
                type(screen, model, key);
                var made = Screen.onFx(() -> nodes(table));
                made.removeAll(before);
                assertEquals(Set.of(), made, "made by \"" + key + '"');
                assertEquals(0, left.get(), "nodes that \"" + key + "\" took out or put back");
                assertEquals(Screen.onFx(() -> model.rows().stream().limit(3).map(CatalogRow::version).toList()),
                        Screen.onFx(() -> versions(table)), key);
            }
        }
    }

    private static void type(Screen screen, CatalogModel model, String key) {
        Screen.onFx(() -> {
            model.filterProperty().set(key);
            return null;
        });
        screen.settle();
    }

    /** The nodes of the rows, seen or not. */
    private static Set<Node> nodes(TableView<?> table) {
        return table.lookupAll(".table-row-cell").stream().flatMap(CatalogPageTest::below)
                .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
    }

    private static Stream<Node> below(Node node) {
        var children = node instanceof Parent parent ? parent.getChildrenUnmodifiable() : List.<Node>of();
        return Stream.concat(Stream.of(node), children.stream().flatMap(CatalogPageTest::below));
    }

    /** What the first three lines say. */
    private static List<String> versions(TableView<?> table) {
        return table.lookupAll(".version").stream().map(Label.class::cast)
                .filter(label -> label.getParent().isVisible() && !table.getItems().isEmpty())
                .sorted(Comparator.comparing(label -> label.localToScene(0, 0).getY()))
                .limit(3).map(Label::getText).toList();
    }

    @Test
    void theMatrixOfAnImageThatIsMadeForNoFrameworkIsThatOfPytorch() {
        var model = filled();
        model.selectedProperty().set(model.rows().stream().filter(row -> row.entry().framework() == Framework.OTHER)
                .findFirst().orElseThrow());
        model.matrix().showingProperty().set(true);
        assertEquals(Framework.PYTORCH, model.matrix().matrixProperty().get().framework());
    }

    @Test
    void theMatrixIsWalkedByKeys() {
        var around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        var model = modelOf(around, around.images());
        try (var screen = shown(model, around.views, Settings.Theme.LIGHT, 1000, 730)) {
            screen.await("the table is filled", () -> !model.rows().isEmpty());
            Screen.onFx(() -> {
                model.matrix().showingProperty().set(true);
                return null;
            });
            screen.settle();
            @SuppressWarnings("unchecked")
            TableView<Matrix.Line> grid = screen.find("#grid", TableView.class);
            Screen.onFx(() -> {
                grid.requestFocus();
                grid.getSelectionModel().clearAndSelect(4, grid.getColumns().get(1));
                grid.getFocusModel().focus(4, grid.getColumns().get(1));
                return null;
            });
            var moves = new KeyCode[] {KeyCode.DOWN, KeyCode.RIGHT, KeyCode.DOWN, KeyCode.LEFT, KeyCode.UP,
                KeyCode.RIGHT, KeyCode.RIGHT};
            int row = 4;
            int column = 1;
            int images = 0;
            for (var key : moves) {
                row += key == KeyCode.DOWN ? 1 : key == KeyCode.UP ? -1 : 0;
                column += key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
                type(screen, key);
                var cell = Screen.onFx(() -> grid.getSelectionModel().getSelectedCells().getFirst());
                assertEquals(row + "," + column, cell.getRow() + "," + cell.getColumn(), key.toString());
                var at = model.matrix().matrixProperty().get().lines().get(row).at(model.matrix().matrixProperty()
                        .get().cuda().get(column - 1));
                if (at.isPresent()) {
                    images++;
                    assertEquals(at.get(), Screen.onFx(() -> model.selectedProperty().get()));
                }
            }
            assertTrue(images > 2, images + " places with an image");
            Screen.onFx(() -> {
                screen.scene().lookup("#asTable").requestFocus();
                var robot = new Robot();
                robot.keyPress(KeyCode.CONTROL);
                robot.keyType(KeyCode.F);
                robot.keyRelease(KeyCode.CONTROL);
                return null;
            });
            screen.await("the filter has the keys", () -> screen.scene().lookup("#filter").isFocused());
            Screen.onFx(() -> {
                grid.requestFocus();
                return null;
            });
            var selected = Screen.onFx(() -> model.selectedProperty().get().entry().reference());
            type(screen, KeyCode.ENTER);
            assertEquals(List.of(selected), launched);
        }
    }

    private static void type(Screen screen, KeyCode key) {
        Screen.onFx(() -> {
            new Robot().keyType(key);
            return null;
        });
        screen.settle();
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void aCellOfTheMatrixSelectsItsImage(Settings.Theme theme) {
        var around = new Around(theme == Settings.Theme.DARK ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH, folder,
                Duration.ZERO);
        var model = modelOf(around, around.images());
        try (var screen = shown(model, around.views, theme, 1004, 730)) {
            screen.await("the table is filled", () -> !model.rows().isEmpty());
            Screen.onFx(() -> {
                ((ToggleButton) screen.scene().lookup("#asMatrix")).fire();
                return null;
            });
            screen.settle();
            @SuppressWarnings("unchecked")
            TableView<Matrix.Line> grid = screen.find("#grid", TableView.class);
            var table = screen.find(".images", TableView.class);
            assertTrue(grid.isVisible() && !table.isVisible());
            var wanted = Screen.onFx(() -> {
                var line = grid.getItems().get(2);
                var cuda = line.cells().keySet().iterator().next();
                grid.getSelectionModel().clearAndSelect(2, grid.getColumns().get(
                        model.matrix().matrixProperty().get().cuda().indexOf(cuda) + 1));
                return line.cells().get(cuda);
            });
            screen.settle();
            assertEquals(wanted, model.selectedProperty().get());
            screen.save(Path.of("target/pictures/images-matrix-" + theme + ".png"));
            // An arrow to a place without an image leaves the choice alone; the table shows the chosen image again.
            Screen.onFx(() -> {
                grid.getSelectionModel().clearAndSelect(2, grid.getColumns().getFirst());
                ((ToggleButton) screen.scene().lookup("#asTable")).fire();
                return null;
            });
            assertEquals(wanted, model.selectedProperty().get());
            assertEquals(wanted, Screen.onFx(() -> table.getSelectionModel().getSelectedItem()));
            // Clicking the one that is on changes nothing.
            Screen.onFx(() -> {
                ((ToggleButton) screen.scene().lookup("#asTable")).fire();
                return null;
            });
            assertFalse(model.matrix().showingProperty().get());
        }
    }

    @Test
    void whatAPullTakesStandsBesideWhatIsFree() {
        var model = filled();
        var sized = model.rows().stream().filter(row -> row.entry().compressedBytes().isPresent()
                && row.image().local().isEmpty()).findFirst().orElseThrow();
        long unpacked = RemoteImage.unpackedEstimate(sized.entry().compressedBytes().orElseThrow());
        var texts = Texts.load(Locale.ENGLISH);
        assertEquals(new ImageDetails.Line("On disk", "about " + Bytes.inWords(unpacked) + " of "
                + Bytes.inWords(unpacked) + " free", true), disk(sized, Optional.of(unpacked), texts));
        assertFalse(disk(sized, Optional.of(unpacked - 1), texts).met());
        assertEquals(new ImageDetails.Line("On disk", "about " + Bytes.inWords(unpacked), true),
                disk(sized, Optional.empty(), texts));
    }

    private static ImageDetails.Line disk(CatalogRow row, Optional<Long> free, Texts texts) {
        return ImageDetails.of(row, List.of(), free, Optional.empty(), Optional.empty(), texts).facts().stream()
                .filter(line -> line.label().equals("On disk")).findFirst().orElseThrow();
    }

    @Test
    void aComparisonMarksWhatDiffers() {
        var model = filled();
        model.filterProperty().set("pytorch/pytorch:2.8.0");
        var runtime = row(model, "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime");
        var devel = row(model, "pytorch/pytorch:2.8.0-cuda12.8-cudnn9-devel");
        model.selectedProperty().set(runtime);
        model.comparison().keep();
        assertEquals(Optional.empty(), model.comparison().comparisonProperty().get());
        model.selectedProperty().set(devel);
        var lines = model.comparison().comparisonProperty().get().orElseThrow().lines();
        assertLine(lines, "CUDA", "12.6", "12.8");
        assertLine(lines, "Flavour", "runtime", "devel");
        assertLine(lines, "Version", "2.8.0", "2.8.0");
        assertLine(lines, "On this machine", "Runs", devel.verdict());
        assertEquals(lines.size(), lines.stream().map(Comparison.Line::label).distinct().count());
        assertTrue(lines.stream().filter(line -> line.label().equals("Version")).noneMatch(Comparison.Line::differs));
        model.comparison().stop();
        assertEquals(Optional.empty(), model.comparison().comparisonProperty().get());
    }

    private static CatalogRow row(CatalogModel model, String reference) {
        return model.rows().stream().filter(row -> row.entry().reference().equals(reference)).findFirst().orElseThrow();
    }

    private static void assertLine(List<Comparison.Line> lines, String label, String first, String second) {
        assertTrue(lines.contains(new Comparison.Line(label, first, second)), label + " in " + lines);
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void twoRowsTogetherAreCompared(Settings.Theme theme) {
        var around = new Around(theme == Settings.Theme.DARK ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH, folder,
                Duration.ZERO);
        var model = modelOf(around, around.images());
        try (var screen = shown(model, around.views, theme, 1004, 730)) {
            screen.await("the table is filled", () -> !model.rows().isEmpty());
            var table = screen.find(".images", TableView.class);
            var comparison = screen.find(".image-comparison", Node.class);
            assertFalse(comparison.isVisible());
            Screen.onFx(() -> {
                table.getSelectionModel().clearAndSelect(1);
                table.getSelectionModel().select(60);
                return null;
            });
            screen.settle();
            screen.save(Path.of("target/pictures/images-comparison-" + theme + ".png"));
            assertTrue(comparison.isVisible());
            var both = model.comparison().comparisonProperty().get().orElseThrow();
            assertEquals(table.getItems().get(1), both.first());
            assertEquals(table.getItems().get(60), both.second());
            assertFalse(screen.scene().getRoot().lookupAll(".differs").isEmpty());
            Screen.onFx(() -> {
                table.getSelectionModel().clearAndSelect(3);
                return null;
            });
            assertFalse(comparison.isVisible());
            // From the details: this one, and then the next that is selected.
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#compare")).fire();
                return null;
            });
            assertTrue(comparison.isVisible() && visible(screen.scene().lookup("#advice")));
            Screen.onFx(() -> {
                table.getSelectionModel().clearAndSelect(4);
                return null;
            });
            assertEquals(table.getItems().get(3), model.comparison().comparisonProperty().get().orElseThrow().first());
            assertFalse(visible(screen.scene().lookup("#advice")));
        }
    }

    private CatalogModel refreshable(Background background, Fx fx, TagSource source) {
        var around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        var live = new LiveCatalog(BundledCatalog.load(), new TagCache(folder.resolve("tags")), source,
                Clock.systemUTC());
        return new CatalogModel(new ImageDesk(() -> live, around.tour.machine()), around.tour.machine(), background,
                fx, around.texts, doors());
    }

    @Test
    void aRefreshAsksTheRegistriesAndSaysWhen() {
        var asked = new ArrayList<String>();
        var model = refreshable(Background.sameThread(), Fx.direct(), repository -> {
            asked.add(repository);
            return new TagListing(repository, List.of(TagListing.Tag.named("made-up")), false, Instant.now(), "test");
        });
        model.start();
        assertTrue(model.subtitleProperty().get().endsWith("never checked with a registry"),
                model.subtitleProperty().get());
        assertTrue(asked.isEmpty(), "a registry was asked by itself");
        model.refresh();
        assertTrue(asked.contains("docker.io/pytorch/pytorch"), asked.toString());
        assertTrue(model.subtitleProperty().get().endsWith("checked with the registry just now"),
                model.subtitleProperty().get());
        assertEquals("", model.refreshing().problemProperty().get());
        assertFalse(model.refreshing().runningProperty().get());
    }

    @Test
    void aRefreshThatFailsSaysSoAndKeepsTheRows() {
        var model = refreshable(Background.sameThread(), Fx.direct(), _ -> {
            throw new FailureException(new Failure.NetworkFailed("registry.test", "cut off"));
        });
        model.start();
        int before = model.rows().size();
        model.refresh();
        assertTrue(model.refreshing().problemProperty().get().contains("could not be asked"),
                model.refreshing().problemProperty().get());
        assertEquals(before, model.rows().size());
        assertTrue(model.subtitleProperty().get().endsWith("never checked with a registry"));
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void aRefreshShowsWhatItAsksAndCanBeCancelled(Settings.Theme theme) {
        var model = refreshable(Background.virtualThreads(), Fx.platform(), repository -> {
            // A registry that never answers: only a cancel ends this.
            new CountDownLatch(1).await();
            throw new AssertionError(repository);
        });
        var views = new Views(Texts.load(Locale.ENGLISH));
        try (var screen = shown(model, views, theme, 1004, 730)) {
            screen.await("the table is filled", () -> !model.rows().isEmpty());
            assertFalse(visible(screen.scene().lookup("#progress")));
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#refresh")).fire();
                return null;
            });
            screen.await("it says what it asks", () -> ((Label) screen.scene().lookup("#step")).getText()
                    .startsWith("Asking for docker.io/"));
            screen.settle();
            screen.save(Path.of("target/pictures/images-refresh-" + theme + ".png"));
            assertTrue(visible(screen.scene().lookup("#progress")));
            assertTrue(screen.scene().lookup("#refresh").isDisabled());
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#cancel")).fire();
                return null;
            });
            screen.await("it has ended", () -> !visible(screen.scene().lookup("#progress")));
            assertEquals("", model.refreshing().problemProperty().get());
            assertFalse(model.rows().isEmpty());
        }
    }

    @Test
    void beforeTheMachineIsKnownNothingIsClaimed() {
        var texts = Texts.load(Locale.ENGLISH);
        var unknown = new NotYet();
        var model = new CatalogModel(new ImageDesk(BundledCatalog::load, unknown), unknown, Background.sameThread(),
                Fx.direct(), texts, doors());
        model.start();
        assertFalse(model.rows().isEmpty());
        assertTrue(model.rows().stream().allMatch(row -> row.level() == Verdict.Level.UNKNOWN));
        assertEquals("Not judged yet: this machine is still being looked at.",
                model.detailsProperty().get().orElseThrow().sentence());
    }

    /** A machine that nobody has looked at. */
    private static final class NotYet implements MachineSource {
        @Override
        public State state() {
            return State.NOTHING;
        }

        @Override
        public Subscription watch(Consumer<State> listener) {
            listener.accept(State.NOTHING);
            return () -> {
            };
        }

        @Override
        public Machine probe() {
            throw new AssertionError("not asked for");
        }

        @Override
        public void use(Endpoint endpoint) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Optional<Engine> engine() {
            return Optional.empty();
        }

        @Override
        public Optional<EngineInfo> info() {
            return Optional.empty();
        }

        @Override
        public Subscription watchEngine(Runnable changed) {
            return () -> {
            };
        }
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void filteringSelectingAndLaunchingWork(Settings.Theme theme) {
        var around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        try (var screen = Screen.show(theme, 1004, 730, _ -> {
            var model = modelOf(around, around.images());
            model.start();
            return new CatalogView(model, around.views).node();
        })) {
            var table = screen.find(".images", TableView.class);
            screen.await("the table is filled", () -> !table.getItems().isEmpty());
            Screen.onFx(() -> {
                ((TextField) screen.scene().lookup(".text-field")).setText("cuda13.0");
                table.getSelectionModel().select(0);
                return null;
            });
            screen.await("the reason shows", () -> ((Label) screen.scene().lookup("#sentence")).getText()
                    .contains("not on the GTX 1080"));
            screen.settle();
            screen.save(Path.of("target/pictures/images-suggestion-" + theme + ".png"));
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#launch")).fire();
                return null;
            });
            assertEquals(1, launched.size());
            assertTrue(launched.getFirst().contains("cuda13.0"), launched.getFirst());
            Screen.onFx(() -> {
                ((TextField) screen.scene().lookup(".text-field")).setText("no such thing");
                return null;
            });
            screen.await("the empty table says so", () -> visible(screen.scene().lookup(".empty-state")));
        }
    }

    private CatalogModel asking(Background background, Fx fx, Optional<ImageSource> source,
            BiConsumer<String, Runnable> logIn) {
        var around = new Around(Locale.ENGLISH, folder, Duration.ZERO);
        return new CatalogModel(new ImageDesk(BundledCatalog::load, around.tour.machine(), () -> source,
                () -> Optional.of(Text.of("verdict.facts.stored-changed"))), around.tour.machine(), background, fx,
                around.texts,
                new CatalogDoors(launched::add, logIn, () -> launched.add("settings")));
    }

    private static RemoteImage remote(Reference reference, String architecture) {
        return new RemoteImage(reference, "sha256:" + "ab".repeat(32), architecture, "linux",
                Map.of("CUDA_VERSION", "12.6.3", "TORCH_CUDA_ARCH_LIST", "6.1 7.5 8.0 8.6 8.9 9.0"), Map.of(),
                List.of(), List.of(), "", "",
                List.of(new RemoteImage.Layer("sha256:1", 3L << 30, Optional.empty())), 5000);
    }

    @Test
    void aPastedImageIsJudgedByWhatItsRegistryTells() {
        var asked = new ArrayList<String>();
        var model = asking(Background.sameThread(), Fx.direct(), Optional.of((reference, architecture) -> {
            asked.add(reference.familiar());
            return remote(reference, architecture);
        }), (_, _) -> { });
        model.start();
        model.filterProperty().set("pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime");
        model.filterProperty().set("lab");
        assertEquals(List.of(), asked);
        model.filterProperty().set("lab.example/own:1");
        assertEquals(List.of("lab.example/own:1"), asked);
        assertEquals(1, model.rows().size());
        var details = model.detailsProperty().get().orElseThrow();
        assertTrue(model.rows().getFirst().runs(), details.sentence());
        assertEquals("3.0 GiB", model.rows().getFirst().size());
        assertTrue(details.facts().stream().anyMatch(line -> line.label().equals("On disk")
                && line.value().startsWith("about 7.5 GiB of ")), details.facts().toString());
        assertEquals(Optional.of("lab.example/own@sha256:" + "ab".repeat(32)), details.pinned());
        assertEquals(LookupModel.State.NOTHING, model.lookup().stateProperty().get());
        // The machine is looked at again: the answer is kept.
        model.start();
        assertEquals(1, asked.size());
        assertTrue(model.rows().getFirst().runs());
    }

    @Test
    void anImageThatItsRegistryLacksFails() {
        var model = asking(Background.sameThread(), Fx.direct(), Optional.of((reference, _) -> {
            throw new FailureException(new Failure.ImageNotFound(reference.familiar(), "404"));
        }), (_, _) -> { });
        model.start();
        model.filterProperty().set("lab.example/own:1");
        assertEquals(Verdict.Level.FAILS, model.rows().getFirst().level());
        assertEquals(List.of(Verdict.Reason.NO_SUCH_TAG), model.rows().getFirst().image().verdict().reasons());
        assertEquals("From lab.example. Confidence: fairly high.",
                model.detailsProperty().get().orElseThrow().origin());
    }

    @Test
    void aVerdictClaimsNothingWhileTheRegistryIsAskedOrAfterItRefused() {
        var refusing = new ArrayList<Failure>(List.of(new Failure.LoginNeeded("lab.example", "401"),
                new Failure.NetworkFailed("lab.example", "cut off")));
        var sentences = new ArrayList<String>();
        var told = new ArrayList<CatalogModel>();
        var model = asking(Background.sameThread(), Fx.direct(), Optional.of((_, _) -> {
            // What the page says in the middle of the question.
            sentences.add(told.getFirst().detailsProperty().get().orElseThrow().sentence());
            throw new FailureException(refusing.removeFirst());
        }), (_, _) -> { });
        told.add(model);
        model.start();
        model.filterProperty().set("lab.example/own:1");
        assertEquals(List.of("Not judged yet: lab.example is being asked what is inside."), sentences);
        assertEquals("Not judged: lab.example wants a login before it tells what is inside.",
                model.detailsProperty().get().orElseThrow().sentence());
        model.lookup().again();
        assertEquals("Not judged: lab.example has not told what is inside.",
                model.detailsProperty().get().orElseThrow().sentence());
        assertEquals(Verdict.Level.UNKNOWN, model.rows().getFirst().level());
        assertEquals(1, model.rows().size());
    }

    @Test
    void withoutANetworkThePageSaysThatNobodyWasAsked() {
        var model = filled();
        model.filterProperty().set("lab.example/own:1");
        assertEquals("lab.example was not asked about this image: the network is not used here.",
                model.lookup().stateProperty().get().words());
        assertEquals(Verdict.Level.UNKNOWN, model.rows().getFirst().level());
        model.filterProperty().set("");
        assertEquals(LookupModel.State.NOTHING, model.lookup().stateProperty().get());
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void factsThatCannotBeUsedAreToldOnThePageWithAWayOut(Settings.Theme theme) {
        var model = asking(Background.virtualThreads(), Fx.platform(), Optional.empty(), (_, _) -> { });
        var views = new Views(Texts.load(Locale.ENGLISH));
        try (var screen = shown(model, views, theme, 1004, 730)) {
            screen.await("the table is filled", () -> !model.rows().isEmpty());
            screen.settle();
            screen.save(Path.of("target/pictures/images-facts-damaged-" + theme + ".png"));
            assertTrue(visible(screen.scene().lookup("#notice")));
            assertEquals("The facts you loaded have been changed on disk, so they are not used. Load them again.",
                    ((Label) screen.scene().lookup("#noticeWords")).getText());
            fire(screen, "#openSettings");
            assertEquals(List.of("settings"), launched);
        }
    }

    @Test
    void inTheTourALookInsideIsAskedForAndRefusedInWords() {
        var model = filled();
        model.selectedProperty().set(row(model, "my-lab/torch:local"));
        assertEquals(new InsideState.Offered(), model.inside().stateProperty().get());
        model.inside().ask();
        assertEquals(new InsideState.Asking(), model.inside().stateProperty().get());
        model.inside().decline();
        assertEquals(new InsideState.Offered(), model.inside().stateProperty().get());
        model.inside().agree();
        assertTrue(model.inside().stateProperty().get() instanceof InsideState.Failed(var words)
                && words.contains("simulated"), model.inside().stateProperty().get().toString());
        model.selectedProperty().set(model.rows().stream().filter(row -> row.image().local().isEmpty()).findFirst()
                .orElseThrow());
        assertEquals(new InsideState.Absent(), model.inside().stateProperty().get());
    }

    @Test
    void aTagThatAnArticleWritesAloneIsToldOfByItsFullName() {
        var model = filled();
        model.filterProperty().set("2.8-cuda11.8-devel-jupyter");
        var details = model.detailsProperty().get().orElseThrow();
        assertEquals("pytorch/pytorch", details.repository());
        assertTrue(details.sentence().startsWith("There is no image pytorch/pytorch:2.8-cuda11.8-devel-jupyter."),
                details.sentence());
        assertEquals(Optional.of("pytorch/pytorch:2.7.1-cuda11.8-cudnn9-devel"), details.suggestion());
        // One that exists, or the beginning of one, is a filter.
        model.filterProperty().set("2.8.0-cuda12.6-cudnn9");
        assertTrue(model.rows().size() > 1 && model.rows().stream().allMatch(CatalogRow::runs));
    }

    @Test
    void aPointTellsWhereItsFactComesFrom() {
        var model = filled();
        model.filterProperty().set("pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime");
        var points = model.detailsProperty().get().orElseThrow().points();
        assertTrue(points.stream().anyMatch(line -> line.origin().matches("Facts from .+; confidence: .+")),
                points.toString());
    }

    @Test
    void aListedTagIsPinnedByTheDigestItsRegistryTold() {
        var digest = "sha256:" + "cd".repeat(32);
        var name = "2.8.0-cuda12.6-cudnn9-devel";
        var model = refreshable(Background.sameThread(), Fx.direct(), repository -> new TagListing(repository,
                List.of(new TagListing.Tag(name, Optional.empty(), Optional.empty(), Optional.of(digest), Set.of())),
                false, Instant.now(), "test"));
        model.start();
        model.refresh();
        model.selectedProperty().set(row(model, "pytorch/pytorch:" + name));
        assertEquals(Optional.of("pytorch/pytorch@" + digest), model.detailsProperty().get().orElseThrow().pinned());
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void askingCanBeCancelledAndALoginHelps(Settings.Theme theme) {
        var answers = new ArrayBlockingQueue<Boolean>(1);
        var model = asking(Background.virtualThreads(), Fx.platform(), Optional.of((reference, architecture) -> {
            if (answers.take()) {
                return remote(reference, architecture);
            }
            throw new FailureException(new Failure.LoginNeeded(reference.registry(), "401"));
        }), (registry, then) -> {
            launched.add("log in to " + registry);
            answers.add(true);
            then.run();
        });
        var views = new Views(Texts.load(Locale.ENGLISH));
        try (var screen = shown(model, views, theme, 1004, 730)) {
            screen.await("the table is filled", () -> !model.rows().isEmpty());
            assertFalse(visible(screen.scene().lookup("#lookup")));
            Screen.onFx(() -> {
                ((TextField) screen.scene().lookup(".text-field")).setText("lab.example/own:1");
                return null;
            });
            screen.await("it says whom it asks", () -> label(screen).startsWith("Asking lab.example"));
            screen.settle();
            screen.save(Path.of("target/pictures/images-lookup-" + theme + ".png"));
            fire(screen, "#lookupCancel");
            screen.await("it was not asked", () -> label(screen).equals("lab.example was not asked about this image."));
            answers.add(false);
            fire(screen, "#lookupAgain");
            screen.await("a login is offered", () -> visible(screen.scene().lookup("#lookupLogIn")));
            assertTrue(label(screen).contains("asks for a login"), label(screen));
            screen.settle();
            screen.save(Path.of("target/pictures/images-lookup-login-" + theme + ".png"));
            fire(screen, "#lookupLogIn");
            screen.await("it is judged", () -> model.rows().size() == 1 && model.rows().getFirst().runs());
            assertEquals(List.of("log in to lab.example"), launched);
            screen.await("nothing is left to say", () -> !visible(screen.scene().lookup("#lookup")));
            screen.settle();
            screen.save(Path.of("target/pictures/images-lookup-judged-" + theme + ".png"));
        }
    }

    private static String label(Screen screen) {
        return ((Label) screen.scene().lookup("#lookupStep")).getText();
    }

    private static void fire(Screen screen, String button) {
        Screen.onFx(() -> {
            ((Button) screen.scene().lookup(button)).fire();
            return null;
        });
    }

    private static boolean visible(Node node) {
        return node != null && node.isVisible();
    }
}
