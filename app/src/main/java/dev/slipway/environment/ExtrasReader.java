package dev.slipway.environment;

import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.environment.Extras.Packages;
import dev.slipway.environment.Extras.WebApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what an environment file says beyond the image: packages, ssh, apps. */
final class ExtrasReader {
    private static final List<String> TOOLS = List.of("pip", "conda", "apt");
    private static final List<String> APP_KEYS = List.of("name", "port", "path");

    private final EnvironmentReader file;

    ExtrasReader(EnvironmentReader file) {
        this.file = file;
    }

    Extras read(Map<String, Node> values) throws FailureException {
        return new Extras(packages(values.get("packages")), file.flag(values.get("ssh"), "ssh"),
                apps(values.get("apps")));
    }

    private Packages packages(Node node) throws FailureException {
        if (node == null) {
            return Packages.NONE;
        }
        var tools = file.mapping(node, TOOLS, Text.of("environment.file.bad-packages"));
        return new Packages(list(tools.get("pip"), "pip", Packages::validPip),
                list(tools.get("conda"), "conda", Packages::validConda),
                list(tools.get("apt"), "apt", Packages::validApt));
    }

    private List<String> list(Node node, String tool, Predicate<String> valid) throws FailureException {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().size() > Packages.MOST) {
            throw file.at(node, Text.of("environment.file.bad-package-list", tool, Packages.MOST));
        }
        var packages = new ArrayList<String>();
        for (var item : sequence.getValue()) {
            var text = file.scalar(item, tool);
            if (!valid.test(text)) {
                throw file.at(item, Text.of("environment.file.bad-package", text, tool));
            }
            if (packages.contains(text)) {
                throw file.at(item, Text.of("environment.file.package-twice", text));
            }
            packages.add(text);
        }
        return packages;
    }

    private List<WebApp> apps(Node node) throws FailureException {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().size() > Extras.MOST_APPS) {
            throw file.at(node, Text.of("environment.file.bad-apps", Extras.MOST_APPS));
        }
        var apps = new ArrayList<WebApp>();
        for (var item : sequence.getValue()) {
            var app = app(item);
            if (apps.stream().anyMatch(other -> other.name().equals(app.name()) || other.port() == app.port())) {
                throw file.at(item, Text.of("environment.file.app-twice", app.name()));
            }
            apps.add(app);
        }
        return apps;
    }

    private WebApp app(Node node) throws FailureException {
        var values = file.mapping(node, APP_KEYS, Text.of("environment.file.bad-apps", Extras.MOST_APPS));
        var name = file.required(values, "name", node);
        if (!Naming.validName(name)) {
            throw file.at(values.get("name"), Text.of("environment.file.bad-name", name));
        }
        var port = file.required(values, "port", node);
        if (!port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > 65_535) {
            throw file.at(values.get("port"), Text.of("environment.file.bad-port", port));
        }
        var path = values.containsKey("path") ? file.scalar(values.get("path"), "path") : "/";
        if (!WebApp.validPath(path)) {
            throw file.at(values.get("path"), Text.of("environment.file.bad-path", path));
        }
        return new WebApp(name, Integer.parseInt(port), path);
    }
}
