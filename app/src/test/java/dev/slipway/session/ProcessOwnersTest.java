package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessOwnersTest {
    private static final String A = "a1".repeat(32);
    private static final String B = "b2".repeat(32);

    @TempDir
    private Path proc;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "0::/system.slice/docker-A.scope                                          | A",
        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-A.scope/container | A",
        "0::/system.slice/docker-A.scope/init                                     | A",
        "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-A.scope            | A",
        "12:memory:/docker/A;11:cpu,cpuacct:/docker/A                             | A",
        "12:memory:/docker/A/docker/B                                             | A B",
        "1:name=systemd:/libpod_parent/libpod-A                                   | A",
        "0::/../../docker/A                                                       | A",
        "0::/user.slice/user-1000.slice/session-2.scope                           | -",
        "0::/                                                                     | -",
        "0::/docker/0A                                                            | -",
    })
    void findsTheContainerInACgroupFile(String file, String expected) {
        var text = file.replace("A", A).replace("B", B).replace(';', '\n');
        var ids = expected == null ? List.<String>of()
                : List.of(expected.replace("A", A).replace("B", B).split(" "));
        assertEquals(ids, ProcessOwners.containerIds(text));
    }

    @Property
    void readsAnything(@ForAll String text) {
        assertTrue(ProcessOwners.containerIds(text).size() <= text.length() / 64 + 1);
    }

    @Property
    void findsAnIdInAnyPath(@ForAll @net.jqwik.api.constraints.Chars({'/', '-', '.', ':', 'z', '_'}) String before,
            @ForAll @net.jqwik.api.constraints.Chars({'/', '-', '.', ':', 'z'}) String after) {
        assertEquals(List.of(A), ProcessOwners.containerIds(before + A + after));
    }

    private void process(long pid, String began, String cgroup) throws Exception {
        var folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(folder.resolve("stat"), pid + " (a) b (x) S 1" + " 0".repeat(17) + " " + began + " 0 0\n");
        Files.writeString(folder.resolve("cgroup"), cgroup);
    }

    @Test
    void tellsSessionsFromOtherPrograms() throws Exception {
        process(7, "100", "0::/system.slice/docker-" + A + ".scope\n");
        process(8, "100", "0::/user.slice\n");
        process(9, "100", "0::/docker/" + B + "\n");
        var owners = new ProcessOwners(Background.sameThread(), proc);
        assertEquals(Map.of(7L, "thesis"), owners.owners(List.of(7L, 8L, 9L), Map.of(A, "thesis"), Optional.empty()));
    }

    @Test
    void noticesWhenAProcessNumberIsUsedAgain() throws Exception {
        var owners = new ProcessOwners(Background.sameThread(), proc);
        process(7, "100", "0::/docker/" + A);
        assertEquals(Map.of(7L, "a"), owners.owners(List.of(7L), Map.of(A, "a", B, "b"), Optional.empty()));
        process(7, "200", "0::/docker/" + B);
        assertEquals(Map.of(7L, "b"), owners.owners(List.of(7L), Map.of(A, "a", B, "b"), Optional.empty()));
    }

    @Test
    void asksTheEngineWhereTheKernelDoesNotTell() {
        var id = String.format("%064x", 5);
        var owners = new ProcessOwners(Background.sameThread(), proc);
        owners.owners(List.of(900_000_005L), Map.of(id, "a"), Optional.of(new FakeEngine()));
        assertEquals(Map.of(900_000_005L, "a"),
                owners.owners(List.of(900_000_005L), Map.of(id, "a"), Optional.of(new FakeEngine())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "/opt/conda/bin/python3.11 -u /workspace/train.py --lr 1 | python3.11 train.py",
        "python -m torch.distributed.run x                       | python -m torch.distributed.run",
        "python -c print(1)                                      | python -c",
        "/usr/lib/xorg/Xorg :0                                   | Xorg",
        "bash                                                    | bash",
        "C:\\Games\\game.exe -x                                  | game.exe",
        "-                                                       | -",
    })
    void namesProcessesShortly(String commandLine, String expected) {
        var line = commandLine == null ? "" : commandLine.replace(' ', '\0');
        assertEquals(expected == null ? "" : expected, CommandNames.shorten(line));
    }

    @Property
    void namesAreShortAndClean(@ForAll String commandLine) {
        var name = CommandNames.shorten(commandLine);
        assertTrue(name.codePointCount(0, name.length()) <= 60);
        assertTrue(name.codePoints().noneMatch(Character::isISOControl));
    }
}
