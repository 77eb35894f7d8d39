package dev.slipway.gpu.oshi;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.Gpu.Maker;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.GpuSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.GraphicsCard;

/**
 * The graphics cards of all makers, as the operating system lists them: identities only, no samples. An NVIDIA card
 * listed here and nowhere else has no working driver. Thread-safe.
 */
public final class OshiSource implements GpuSource {
    private static final Logger LOG = LoggerFactory.getLogger(OshiSource.class);

    private final Supplier<List<GraphicsCard>> cards;
    private final Path bus;

    /** Asks this machine. */
    public OshiSource() {
        this(() -> new SystemInfo().getHardware().getGraphicsCards(), PciDisplays.DEVICES);
    }

    /** Asks for {@code cards} unless the PCI bus in {@code bus} has none. */
    OshiSource(Supplier<List<GraphicsCard>> cards, Path bus) {
        this.cards = cards;
        this.bus = bus;
    }

    @Override
    public Inventory inventory() {
        boolean none = PciDisplays.makers(bus).filter(Set::isEmpty).isPresent();
        return new Inventory(Reading.missing(Reason.NO_LIBRARY, ""), none ? List.of() : gpus(), "oshi");
    }

    @Override
    public List<Gpu> others() {
        boolean none = PciDisplays.makers(bus).filter(makers -> Set.of(PciDisplays.NVIDIA).containsAll(makers))
                .isPresent();
        return none ? List.of() : GpuSource.super.others();
    }

    private List<Gpu> gpus() {
        var gpus = new ArrayList<Gpu>();
        try {
            for (var card : cards.get()) {
                gpus.add(gpu(gpus.size(), card));
            }
        } catch (RuntimeException | LinkageError e) {
            // OSHI asks many system tools and libraries; what fails there must not take the program along.
            LOG.warn("The graphics cards cannot be listed", e);
        }
        return gpus;
    }

    private static Gpu gpu(int index, GraphicsCard card) {
        var maker = maker(card.getVendor(), card.getName());
        long memory = card.getVRam();
        return Gpu.known(index, "card-" + index + "-" + card.getDeviceId(), name(card), maker, Reading.unknown(),
                Reading.unknown(), memory > 0 ? Reading.of(memory) : Reading.unknown());
    }

    private static String name(GraphicsCard card) {
        var name = card.getName() == null ? "" : card.getName().strip();
        return name.isEmpty() || name.equalsIgnoreCase("unknown") ? card.getDeviceId() : name;
    }

    /** The maker by PCI vendor number or by words. */
    static Maker maker(String vendor, String name) {
        var words = " " + (vendor + " " + name).toLowerCase(Locale.ROOT) + " ";
        if (words.contains("nvidia") || words.contains("10de")) {
            return Maker.NVIDIA;
        }
        if (words.contains("advanced micro devices") || words.contains("1002") || words.contains("amd")
                || words.contains("radeon") || words.contains(" ati ")) {
            return Maker.AMD;
        }
        return words.contains("intel") || words.contains("8086") ? Maker.INTEL : Maker.OTHER;
    }

    @Override
    public List<GpuSample> sample() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }
}
