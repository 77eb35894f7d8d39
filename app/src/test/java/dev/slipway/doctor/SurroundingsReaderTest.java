package dev.slipway.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.base.Version;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsReaderTest {
    @TempDir
    Path root;

    @Test
    void readsAMachineFromItsFiles() throws IOException {
        file("etc/os-release", "ID=ubuntu\nID_LIKE=debian\nPRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\n");
        file("proc/sys/kernel/osrelease", "6.8.0-45-generic\n");
        file("proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  "
                + "Release Build  (dvs-builder@U22)\nGCC version: gcc 13.2.0\n");
        file("proc/modules", "nouveau 2400256 0 - Live 0x0\n");
        file("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nGroups:\t27 1000 \n");
        file("etc/group", "root:x:0:\nsudo:x:27:mia\nmia:x:1000:\ndocker:x:999:bob,mia\n");
        file("var/run/reboot-required", "");
        file("sys/bus/pci/devices/0000:01:00.0/vendor", "0x10de\n");
        file("sys/bus/pci/devices/0000:01:00.0/class", "0x030000\n");
        file("sys/bus/pci/devices/0000:01:00.1/vendor", "0x10de\n");
        file("sys/bus/pci/devices/0000:01:00.1/class", "0x040300\n");
        file("lib/modules/6.8.0-45-generic/updates/dkms/nvidia.ko.zst", "");
        file("etc/cdi/nvidia.yaml", "kind: nvidia.com/gpu\n  hostPath: /usr/lib/libcuda.so.535.183.01\n");
        executable("usr/bin/apt-get");
        executable("usr/bin/nvidia-ctk");
        var found = new SurroundingsReader(root, Map.of("PATH", "/usr/bin:relative"), "mia").read();
        assertEquals("Ubuntu 24.04.1 LTS", found.distribution().name());
        assertTrue(found.distribution().is("debian"));
        assertEquals(Surroundings.PackageManager.APT, found.packages());
        assertEquals(Optional.of("580.95.05"), found.moduleVersion().map(Version::text));
        assertTrue(found.nouveau());
        assertTrue(found.moduleInstalled());
        assertEquals(Optional.of("/var/run/reboot-required"), found.rebootFile());
        assertEquals(List.of("0000:01:00.0"), found.nvidiaDevices());
        assertEquals(Set.of("nvidia-ctk"), found.programs());
        assertEquals(Set.of("sudo", "mia"), found.groups());
        assertEquals(Set.of("sudo", "docker"), found.memberOf());
        assertEquals(Map.of("/etc/cdi/nvidia.yaml", "535.183.01"), found.cdiDriverVersions());
    }

    @Test
    void systemctlCountsOnlyWhereSystemdRuns() throws IOException {
        executable("usr/bin/systemctl");
        executable("usr/bin/docker");
        var reader = new SurroundingsReader(root, Map.of("PATH", "/usr/bin"), "mia");
        assertEquals(Set.of("docker"), reader.read().programs());
        Files.createDirectories(root.resolve("run/systemd/system"));
        assertEquals(Set.of("docker", "systemctl"), reader.read().programs());
    }

    @Test
    void anEmptySystemGivesNothing() {
        var found = new SurroundingsReader(root, Map.of(), "mia").read();
        assertEquals(Surroundings.NOTHING, found);
    }

    @Test
    void aSocketBehindALinkIsThatWhichTheLinkLeadsTo() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX modes here");
        file("home/mia/engine.sock", "");
        var socket = root.resolve("home/mia/engine.sock");
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        Files.createDirectories(root.resolve("var/run"));
        Files.createSymbolicLink(root.resolve("var/run/docker.sock"), socket);
        assertEquals("rw-rw----", new SurroundingsReader(root, Map.of(), "mia").read().sockets()
                .get("/var/run/docker.sock").mode());
    }

    @Test
    void theOlderWordingOfTheModuleIsReadToo() {
        assertEquals("470.199.02", SurroundingsReader.moduleVersion(
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.199.02  Thu May 11 11:46:56 UTC 2023")
                .orElseThrow().text());
    }

    @Property
    void readingTheModulesWordsNeverThrows(@ForAll String anything) {
        SurroundingsReader.moduleVersion(anything);
    }

    private void file(String path, String content) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void executable(String path) throws IOException {
        file(path, "");
        assertTrue(root.resolve(path).toFile().setExecutable(true));
    }
}
