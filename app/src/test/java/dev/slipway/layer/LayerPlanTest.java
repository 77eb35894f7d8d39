package dev.slipway.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.engine.ImageConfig;
import dev.slipway.environment.Extras.Packages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerPlanTest {
    private static final Packages SOME = new Packages(List.of("einops>=0.8"), List.of("ffmpeg"), List.of("git"));

    private static ImageConfig image(String user, String... layers) {
        return new ImageConfig("amd64", "linux", Map.of("PATH", "/bin"), Map.of(), List.of(), List.of(), user, "", 1000,
                List.of(layers));
    }

    private static LayerPlan plan(LayerNeeds needs) {
        return LayerPlan.of("pytorch/pytorch:2.10.0", image("", "sha256:aa"), needs);
    }

    @Test
    void theDockerfileRunsWhatIsNeededAndNothingElse() {
        var dockerfile = plan(new LayerNeeds(true, false, new Packages(List.of("einops"), List.of(), List.of())))
                .dockerfile();
        assertEquals(List.of("before", "jupyter", "pip", "check"), dockerfile.lines()
                .filter(line -> line.startsWith("RUN")).map(line -> line.replaceAll(".*\"([a-z]+)\"]", "$1")).toList());
        assertTrue(dockerfile.contains("\nFROM pytorch/pytorch:2.10.0\n"), dockerfile);
        assertFalse(dockerfile.lines().anyMatch(line -> line.startsWith("RUN") && line.contains("einops")),
                "names of packages are data of files, not words of a command");
    }

    @Test
    void theListsHoldOneNameALine() {
        var lists = plan(new LayerNeeds(false, true, SOME)).lists();
        assertEquals(Map.of("slipway/pip.txt", "einops>=0.8\n", "slipway/conda.txt", "ffmpeg\n", "slipway/apt.txt",
                "git\n"), lists);
    }

    @Test
    void environmentsWithTheSameImageAndPackagesShareALayerUnderAnyNameOfTheImage() {
        var needs = new LayerNeeds(true, false, SOME);
        var mirrored = LayerPlan.of("mirror.example/pytorch:2", image("", "sha256:aa"), needs);
        assertEquals(plan(needs).tag(), mirrored.tag());
        assertNotEquals(plan(needs).tag(), LayerPlan.of("pytorch/pytorch:2.10.0", image("", "sha256:bb"), needs).tag());
        assertNotEquals(plan(needs).tag(), plan(new LayerNeeds(true, true, SOME)).tag());
        assertNotEquals(plan(needs).tag(), plan(new LayerNeeds(true, false, Packages.NONE)).tag());
    }

    @ParameterizedTest
    @CsvSource({"jovyan, USER jovyan", "1000:100, USER 1000:100", "'', ''", "'x\nRUN evil', ''"})
    void theImagesUserComesBackWhereItCanBeAUser(String user, String line) {
        var dockerfile = LayerPlan.of("a", image(user, "sha256:aa"), new LayerNeeds(true, false, Packages.NONE))
                .dockerfile();
        var lines = dockerfile.strip().lines().toList();
        var last = lines.get(lines.indexOf(lines.stream().filter(it -> it.startsWith("LABEL dev.slipway.layer="))
                .findFirst().orElseThrow()) - 1);
        assertEquals(line.isEmpty() ? "RUN [\"/bin/sh\", \"/opt/slipway/layer/install.sh\", \"check\"]" : line, last);
        assertFalse(dockerfile.contains("evil"));
    }

    @Test
    void aMirrorOnThisMachineIsReachedOnTheHostsNetworkAndChangesNoTag() {
        var plan = plan(new LayerNeeds(true, false, SOME));
        var usual = plan.request(Indexes.USUAL, Map.of());
        var here = plan.request(Indexes.of(Map.of("pip", "http://127.0.0.1:8080/simple")), Map.of());
        assertFalse(usual.hostNetwork());
        assertTrue(here.hostNetwork());
        assertEquals(usual.tag(), here.tag());
        assertTrue(here.files().containsKey("slipway/mirror/pip"));
        assertFalse(plan.request(Indexes.of(Map.of("pip", "https://mirror.example/simple")), Map.of()).hostNetwork());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mirrors.tuna.tsinghua.edu.cn/pypi/web/simple", "http://10.0.0.7:8081/simple",
        "https://mirror.example", "http://127.0.0.1:3141/root/pypi/+simple/"})
    void readsAddressesOfMirrors(String address) {
        assertEquals(!address.contains("+"), Indexes.valid(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mirror.example/simple", "ftp://mirror.example/", "https://user:secret@mirror.example/",
        "https://mirror.example/a b", "https://mirror.example/$(id)", "https://mirror.example/|e", "file:///etc",
        "https:///simple", "https://mirror.example/'"})
    void refusesWhatIsNoAddressOfAMirror(String address) {
        assertFalse(Indexes.valid(address));
        assertEquals(Indexes.USUAL, Indexes.of(Map.of("pip", address)));
    }

    @Test
    void readsWhatAnImageSaysOfItself() {
        var probed = Probed.parse("""
                slipway.python=3.12
                slipway.jupyter=jupyter-lab
                slipway.jupyter=jupyter-notebook
                slipway.sshd=/usr/sbin/sshd
                slipway.tool=apt-get
                slipway.tool=conda
                slipway.tool=$(evil)
                noise
                """);
        assertEquals(new Probed(Optional.of("3.12"), Optional.of("jupyter-lab"), Optional.of("/usr/sbin/sshd"),
                List.of("apt-get", "conda")), probed);
        assertEquals(probed, Probed.parse(probed.write()));
    }

    @Test
    void asksOnlyForWhatTheImageLacks() {
        var wanted = new LayerNeeds(true, true, Packages.NONE);
        var nothing = Probed.parse("");
        var all = Probed.parse("slipway.jupyter=jupyter-lab\nslipway.sshd=/usr/sbin/sshd\n");
        assertEquals(wanted, wanted.beyond(nothing));
        assertTrue(wanted.beyond(all).isEmpty());
        assertFalse(new LayerNeeds(false, false, SOME).beyond(all).isEmpty());
    }
}
