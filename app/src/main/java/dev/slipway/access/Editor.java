package dev.slipway.access;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An editor that can work inside a container, and the places where each system keeps it. */
public enum Editor {
    /** Microsoft's Visual Studio Code. */
    CODE("code", "Visual Studio Code", "com.visualstudio.code", "Microsoft VS Code"),
    /** VSCodium. */
    CODIUM("codium", "VSCodium", "com.vscodium.codium", "VSCodium"),
    /** Cursor. */
    CURSOR("cursor", "Cursor", "", "cursor/resources/app");

    private final String program;
    private final String title;
    private final String flatpak;
    private final String windowsFolder;

    Editor(String program, String title, String flatpak, String windowsFolder) {
        this.program = program;
        this.title = title;
        this.flatpak = flatpak;
        this.windowsFolder = windowsFolder;
    }

    /** Its name on command lines. */
    public String id() {
        return program;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Files that start it, the likeliest first; PATH comes before the usual places. */
    List<Path> places(String osName, Map<String, String> env, Path home) {
        var os = osName.toLowerCase(Locale.ROOT);
        boolean windows = os.contains("win");
        var places = new ArrayList<Path>();
        for (var folder : env.getOrDefault("PATH", env.getOrDefault("Path", "")).split(File.pathSeparator)) {
            if (!folder.isBlank() && Path.of(folder).isAbsolute()) {
                places.add(Path.of(folder, windows ? program + ".cmd" : program));
            }
        }
        if (windows) {
            for (var root : List.of(env.getOrDefault("LOCALAPPDATA", "") + "/Programs",
                    env.getOrDefault("ProgramFiles", ""))) {
                places.add(Path.of(root, windowsFolder, "bin", program + ".cmd"));
            }
        } else if (os.contains("mac")) {
            for (var root : List.of(Path.of("/Applications"), home.resolve("Applications"))) {
                places.add(root.resolve(title + ".app/Contents/Resources/app/bin/" + program));
            }
        } else {
            places.addAll(List.of(Path.of("/usr/bin", program), Path.of("/usr/local/bin", program),
                    Path.of("/usr/share", program, "bin", program), Path.of("/opt", program, "bin", program),
                    Path.of("/snap/bin", program), home.resolve(".local/bin").resolve(program)));
            if (!flatpak.isEmpty()) {
                places.add(Path.of("/var/lib/flatpak/exports/bin", flatpak));
                places.add(home.resolve(".local/share/flatpak/exports/bin").resolve(flatpak));
            }
        }
        return places;
    }
}
