import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Takes the time of the build out of one of Java's ahead-of-time caches. Java stores some soft references, each with the
 * moment of its last use in milliseconds since the machine was started, and the clock for these, which every start sets
 * anew; nothing else in a cache made by app-image.sh from the same notes differs. Arguments: the cache, and Java's own listing of it (-Xlog:aot+map=info,aot+map+oops=trace),
 * which says where everything is. The sums in the cache are made right again, as -XX:+VerifySharedSpaces compares them.
 * Whatever is not where the listing says ends this with an error and the cache as it was.
 */
final class FixedTimes {
    /** Far ahead, so that the first collection keeps what the cache brought, however long the user's machine runs. */
    private static final long MOMENT = 1L << 40;
    private static final String CLASS = " java.lang.Class Ljava/lang/ref/SoftReference; ";
    private static final int HEADER_SUM = 4;
    private static final int HEADER_LENGTH = 12;
    private static final int HEADER_SUMMED_FROM = 16;
    private static final Pattern FIELD = Pattern.compile("- (\\w+): +(0x)?([0-9a-f]+)");
    private static final Pattern OBJECT = Pattern.compile("0x([0-9a-f]{16}): @@ Object .*");
    private static final String REFERENCE = " - private 'referent' 'Ljava/lang/Object;' ";
    private static final Pattern TIME = Pattern.compile(" - private 'timestamp' 'J' @(\\d+) +(\\d+) .*");
    private static final Pattern CLOCK = Pattern.compile(" - private static 'clock' 'J' @(\\d+) +(\\d+) .*");

    private record Moment(long address, long value, long fixed) {
    }

    private FixedTimes() {
    }

    public static void main(String[] arguments) throws IOException {
        var cache = Path.of(arguments[0]);
        // The part of the cache that holds objects, and the soft references in it.
        var heap = new HashMap<String, Long>();
        var moments = new ArrayList<Moment>();
        try (var lines = Files.newBufferedReader(Path.of(arguments[1]), StandardCharsets.ISO_8859_1)) {
            var region = "";
            var address = 0L;
            var reference = false;
            var softReferences = false;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("=====")) {
                    region = line.substring(line.lastIndexOf(' ') + 1);
                } else if (line.startsWith("[")) {
                    region = "";
                }
                var field = FIELD.matcher(line);
                if (region.equals("\"hp\"") && field.matches()) {
                    heap.putIfAbsent(field.group(1), Long.parseLong(field.group(3), field.group(2) == null ? 10 : 16));
                }
                var start = OBJECT.matcher(line);
                if (start.matches()) {
                    address = Long.parseUnsignedLong(start.group(1), 16);
                    reference = false;
                    softReferences = line.contains(CLASS);
                }
                reference |= line.startsWith(REFERENCE);
                var time = TIME.matcher(line);
                if (reference && time.matches()) {
                    moments.add(moment(address, time, MOMENT));
                }
                var clock = CLOCK.matcher(line);
                if (softReferences && clock.matches()) {
                    moments.add(moment(address, clock, 0));
                }
            }
        }
        must(heap.keySet().containsAll(List.of("crc", "file_offset", "mapping_offset", "used")), "its part for objects");
        must(!moments.isEmpty(), "any soft reference");
        try (var file = FileChannel.open(cache, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            fix(file, moments, heap);
        }
    }

    private static Moment moment(long object, Matcher field, long fixed) {
        return new Moment(object + Long.parseLong(field.group(1)), Long.parseLong(field.group(2)), fixed);
    }

    private static void fix(FileChannel file, List<Moment> moments, Map<String, Long> heap) throws IOException {
        var sum = heap.get("crc").intValue();
        var header = read(file, 0, read(file, 0, HEADER_SUMMED_FROM).getInt(HEADER_LENGTH));
        var objects = read(file, heap.get("file_offset"), heap.get("used").intValue());
        must(sum(header, HEADER_SUMMED_FROM) == header.getInt(HEADER_SUM), "the sum of its header");
        must(sum(objects, 0) == sum, "the sum of its objects");
        var places = IntStream.range(HEADER_SUMMED_FROM, header.limit() - Integer.BYTES)
                .filter(at -> header.getInt(at) == sum).toArray();
        must(places.length == 1, "the place of that sum");
        for (var moment : moments) {
            var at = Math.toIntExact(moment.address() - heap.get("mapping_offset"));
            must(at >= 0 && at + Long.BYTES <= objects.limit() && objects.getLong(at) == moment.value(), "a soft reference");
            objects.putLong(at, moment.fixed());
        }
        header.putInt(places[0], sum(objects, 0));
        header.putInt(HEADER_SUM, sum(header, HEADER_SUMMED_FROM));
        write(file, objects, heap.get("file_offset"));
        write(file, header, 0);
    }

    private static void must(boolean right, String what) throws IOException {
        if (!right) {
            throw new IOException("Java writes its caches in another way than Java 25: " + what + " was not found");
        }
    }

    private static int sum(ByteBuffer bytes, int from) {
        var sum = new CRC32();
        sum.update(bytes.duplicate().clear().position(from));
        return (int) sum.getValue();
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            must(channel.read(bytes, from + bytes.position()) >= 0, "its end");
        }
        return bytes.clear();
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long to) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) {
            channel.write(bytes, to + bytes.position());
        }
    }
}
