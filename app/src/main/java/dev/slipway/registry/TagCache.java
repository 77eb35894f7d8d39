package dev.slipway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.catalog.Reference;
import dev.slipway.catalog.TagListing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what registries listed, one file a repository, so that it is known offline, with its date and source. A file
 * that is damaged, too large or of another version counts as none and is written anew at the next refresh. Blocks for
 * the disk; thread-safe, also between programs.
 */
public final class TagCache {
    private static final Logger LOG = LoggerFactory.getLogger(TagCache.class);
    private static final int VERSION = 1;
    private static final long LARGEST = 16 << 20;
    private static final int MOST_TAGS = 20_000;
    private static final int MOST_FILES = 100;

    private final Path folder;

    /** A cache in {@code folder}, which need not exist. */
    public TagCache(Path folder) {
        this.folder = folder;
    }

    /** Everything that is kept; never fails. */
    public List<TagListing> read() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json")).sorted().limit(MOST_FILES)
                    .map(TagCache::read).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            LOG.warn("The lists of tags in {} cannot be read", folder, e);
            return List.of();
        }
    }

    private static Optional<TagListing> read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("Too large");
            }
            return Optional.of(listing(Json.read(Files.readAllBytes(file))));
        } catch (IOException | DateTimeException e) {
            LOG.warn("The list of tags {} is damaged and will be asked for anew: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private static TagListing listing(JsonNode json) throws IOException {
        var repository = Json.text(json.path("repository")).filter(text -> Reference.parse(text).isPresent());
        var source = Json.text(json.path("source"));
        var checked = Json.text(json.path("checkedAt"));
        if (json.path("version").asInt() != VERSION || repository.isEmpty() || source.isEmpty() || checked.isEmpty()
                || !json.path("complete").isBoolean() || !json.path("tags").isArray()) {
            throw new IOException("Not a list of tags");
        }
        var tags = new ArrayList<TagListing.Tag>();
        for (var tag : json.path("tags")) {
            var name = Json.text(tag.path("name")).orElseThrow(() -> new IOException("A tag without a name"));
            tags.add(new TagListing.Tag(name, Json.amount(tag.path("bytes")),
                    Json.text(tag.path("updated")).map(Instant::parse), Json.text(tag.path("digest")),
                    new HashSet<>(Json.texts(tag.path("architectures")))));
        }
        return new TagListing(repository.get(), tags, json.path("complete").asBoolean(), Instant.parse(checked.get()),
                source.get());
    }

    /** Keeps a listing in place of the one before; a disk that refuses is logged. */
    public void write(TagListing listing) {
        var json = Json.MAPPER.createObjectNode().put("version", VERSION).put("repository", listing.repository())
                .put("source", listing.source()).put("checkedAt", listing.checkedAt().toString())
                .put("complete", listing.complete() && listing.tags().size() <= MOST_TAGS);
        var tags = json.putArray("tags");
        listing.tags().stream().limit(MOST_TAGS).forEach(tag -> {
            var one = tags.addObject().put("name", tag.name());
            tag.compressedBytes().ifPresent(bytes -> one.put("bytes", bytes));
            tag.updated().ifPresent(moment -> one.put("updated", moment.toString()));
            tag.digest().ifPresent(digest -> one.put("digest", digest));
            if (!tag.architectures().isEmpty()) {
                var architectures = one.putArray("architectures");
                tag.architectures().stream().sorted().forEach(architectures::add);
            }
        });
        try {
            Files.createDirectories(folder);
            var temporary = Files.createTempFile(folder, "tags", ".tmp");
            try {
                Files.write(temporary, Json.MAPPER.writeValueAsBytes(json));
                replace(temporary, file(listing.repository()));
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.warn("The list of tags of {} cannot be kept in {}", listing.repository(), folder, e);
        }
    }

    private static void replace(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A name for people to read, made unique by a digest. */
    private Path file(String repository) {
        var plain = repository.replaceAll("[^a-z0-9.-]", "_");
        return folder.resolve(plain.substring(0, Math.min(plain.length(), 80)) + "-"
                + Sha.sha256(repository.getBytes(StandardCharsets.UTF_8)).substring(7, 15) + ".json");
    }
}
