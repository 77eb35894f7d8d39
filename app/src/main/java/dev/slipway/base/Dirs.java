package dev.slipway.base;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where Slipway keeps its files. Nothing is created here.
 *
 * @param config settings
 * @param data environments, kept by the user's will
 * @param cache what can be made again
 * @param state logs and the like
 */
public record Dirs(Path config, Path data, Path cache, Path state) {

    /**
     * The folders of this user: XDG on Linux, Application Support on macOS, AppData on Windows. The variable
     * {@code SLIPWAY_HOME} puts all of them below one folder, for tests and portable use.
     */
    public static Dirs of(Map<String, String> env, String osName, Path home) {
        var own = env.get("SLIPWAY_HOME");
        if (own != null && !own.isBlank()) {
            var base = Path.of(own).toAbsolutePath();
            return new Dirs(base.resolve("config"), base.resolve("data"), base.resolve("cache"), base.resolve("state"));
        }
        var os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            var roaming = folder(env, "APPDATA", home.resolve("AppData/Roaming")).resolve("Slipway");
            var local = folder(env, "LOCALAPPDATA", home.resolve("AppData/Local")).resolve("Slipway");
            return new Dirs(roaming, roaming.resolve("data"), local.resolve("cache"), local.resolve("state"));
        }
        if (os.contains("mac")) {
            var support = home.resolve("Library/Application Support/Slipway");
            return new Dirs(support, support.resolve("data"), home.resolve("Library/Caches/Slipway"),
                    home.resolve("Library/Logs/Slipway"));
        }
        return new Dirs(folder(env, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("slipway"),
                folder(env, "XDG_DATA_HOME", home.resolve(".local/share")).resolve("slipway"),
                folder(env, "XDG_CACHE_HOME", home.resolve(".cache")).resolve("slipway"),
                folder(env, "XDG_STATE_HOME", home.resolve(".local/state")).resolve("slipway"));
    }

    private static Path folder(Map<String, String> env, String variable, Path otherwise) {
        var value = env.get(variable);
        // The XDG rules say that a relative path is to be ignored.
        return value == null || value.isBlank() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
    }
}
