package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserDataTest {
    @TempDir
    Path home;

    private Dirs dirs;

    @BeforeEach
    void writeSomeData() throws IOException {
        dirs = Dirs.of(Map.of(), "Linux", home);
        write(dirs.config().resolve("settings.json"), "{}");
        write(dirs.data().resolve("environments/thesis.slipway"), "slipway: 1\n");
        write(dirs.state().resolve("log/slipway.log"), "");
        write(home.resolve("thesis/notebook.ipynb"), "mine");
    }

    @Test
    void listsWhatIsThereInOrderAndCountsIt() throws IOException {
        assertEquals(List.of(new UserData.Found(dirs.config(), 1, 2), new UserData.Found(dirs.data(), 1, 11),
                new UserData.Found(dirs.state(), 1, 0)), UserData.of(dirs, dirs.data()).found());
    }

    @Test
    void removesThatAndNothingElse() throws IOException {
        removeAll(UserData.of(dirs, dirs.data()));
        assertFalse(Files.exists(dirs.config()));
        assertFalse(Files.exists(dirs.data()));
        assertFalse(Files.exists(dirs.state()));
        assertEquals("mine", Files.readString(home.resolve("thesis/notebook.ipynb")));
    }

    @Test
    void ofAFolderTheUserChoseOnlySlipwaysPartGoes() throws IOException {
        var chosen = home.resolve("Documents");
        write(chosen.resolve("environments/a.slipway"), "");
        write(chosen.resolve("letter.txt"), "mine");
        removeAll(UserData.of(dirs, chosen));
        assertFalse(Files.exists(chosen.resolve("environments")));
        assertEquals("mine", Files.readString(chosen.resolve("letter.txt")));
    }

    @Test
    void aLinkIsRemovedAndWhatItPointsToStays() throws IOException {
        Files.createSymbolicLink(dirs.data().resolve("environments/link"), home.resolve("thesis"));
        var dotfiles = home.resolve("dotfiles");
        write(dotfiles.resolve("kept"), "mine");
        Files.createDirectories(dirs.cache().getParent());
        Files.createSymbolicLink(dirs.cache(), dotfiles);
        removeAll(UserData.of(dirs, dirs.data()));
        assertFalse(Files.exists(dirs.cache(), java.nio.file.LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.exists(dotfiles.resolve("kept")));
        assertTrue(Files.exists(home.resolve("thesis/notebook.ipynb")));
    }

    @Test
    void dataInsideTheFolderOfTheSettingsAreListedOnce() throws IOException {
        var windows = Dirs.of(Map.of(), "Windows 11", home);
        write(windows.config().resolve("settings.json"), "{}");
        write(windows.data().resolve("environments/a.slipway"), "1");
        assertEquals(List.of(new UserData.Found(windows.config(), 2, 3)), UserData.of(windows, windows.data()).found());
    }

    @Test
    void nothingElseCanBeRemovedThroughIt() {
        var data = UserData.of(dirs, dirs.data());
        assertThrows(IllegalArgumentException.class, () -> data.remove(new UserData.Found(home, 1, 1)));
    }

    private static void removeAll(UserData data) throws IOException {
        for (var one : data.found()) {
            data.remove(one);
        }
        assertEquals(List.of(), data.found());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
