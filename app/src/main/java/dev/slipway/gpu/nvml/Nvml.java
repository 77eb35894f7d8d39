package dev.slipway.gpu.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The loaded library: its functions by name and nothing else. A function that this driver lacks gives
 * {@link Code#FUNCTION_NOT_FOUND}, as if NVML itself had said so. The calls here are as thread-safe as NVML (it is);
 * the memory passed to them belongs to the caller.
 *
 * <p>The library stays loaded as long as the program: unloading a driver's library gains nothing, and a library
 * replaced on disk by an update must not change under our feet.
 */
@SuppressWarnings("restricted")
final class Nvml {
    private final Map<Function, MemorySegment> functions;

    private Nvml(Map<Function, MemorySegment> functions) {
        this.functions = functions;
    }

    /** Loads the first library of {@code candidates} that can be loaded and is NVML. */
    static Reading<Nvml> load(List<String> candidates) {
        if (candidates.isEmpty()) {
            return Reading.missing(Reason.NO_LIBRARY,
                    "NVIDIA makes no NVML library for " + System.getProperty("os.name"));
        }
        var tried = new ArrayList<String>();
        for (var candidate : candidates) {
            if (LibraryFile.isPath(candidate) && !Files.isRegularFile(LibraryFile.path(candidate))) {
                tried.add(candidate + ": no such file");
                continue;
            }
            try {
                var lookup = LibraryFile.isPath(candidate)
                        ? SymbolLookup.libraryLookup(LibraryFile.path(candidate), Arena.global())
                        : SymbolLookup.libraryLookup(candidate, Arena.global());
                var functions = find(lookup);
                if (functions.containsKey(Function.INIT) && functions.containsKey(Function.COUNT)) {
                    return Reading.of(new Nvml(functions));
                }
                tried.add(candidate + ": not NVML (it lacks nvmlInit or nvmlDeviceGetCount)");
            } catch (IllegalArgumentException e) {
                tried.add(candidate + (LibraryFile.isPath(candidate) ? ": cannot be loaded"
                        : ": not found, or cannot be loaded"));
            }
        }
        return Reading.missing(Reason.NO_LIBRARY, String.join("; ", tried));
    }

    private static Map<Function, MemorySegment> find(SymbolLookup lookup) {
        var found = new EnumMap<Function, MemorySegment>(Function.class);
        for (var function : Function.values()) {
            for (var name : function.names()) {
                var address = lookup.find(name);
                if (address.isPresent()) {
                    found.put(function, address.get());
                    break;
                }
            }
        }
        return found;
    }

    boolean has(Function function) {
        return functions.containsKey(function);
    }

    /**
     * What a process function writes. The v3 functions write v2 structures, except in the first drivers of branch 535,
     * which added a field and took it back; those are told by the functions that came and had not come yet with them.
     */
    StructLayout processLayout(Function function) {
        return switch (function) {
            case COMPUTE_V1, GRAPHICS_V1 -> Layouts.PROCESS_V1;
            case COMPUTE_V3, GRAPHICS_V3 -> has(Function.PROTECTED_MEMORY) && !has(Function.PROCESS_DETAILS)
                    ? Layouts.PROCESS_PROTECTED : Layouts.PROCESS_V2;
            default -> Layouts.PROCESS_V2;
        };
    }

    int call(Function function) {
        var address = functions.get(function);
        try {
            return address == null ? absent() : (int) Calls.NOTHING.invokeExact(address);
        } catch (Throwable e) {
            throw broken(function, e);
        }
    }

    int call(Function function, MemorySegment pointer) {
        var address = functions.get(function);
        try {
            return address == null ? absent() : (int) Calls.POINTER.invokeExact(address, pointer);
        } catch (Throwable e) {
            throw broken(function, e);
        }
    }

    int call(Function function, MemorySegment pointer, int number) {
        var address = functions.get(function);
        try {
            return address == null ? absent() : (int) Calls.POINTER_NUMBER.invokeExact(address, pointer, number);
        } catch (Throwable e) {
            throw broken(function, e);
        }
    }

    int call(Function function, int number, MemorySegment pointer) {
        var address = functions.get(function);
        try {
            return address == null ? absent() : (int) Calls.NUMBER_POINTER.invokeExact(address, number, pointer);
        } catch (Throwable e) {
            throw broken(function, e);
        }
    }

    int call(Function function, MemorySegment first, MemorySegment second) {
        var address = functions.get(function);
        try {
            return address == null ? absent() : (int) Calls.TWO_POINTERS.invokeExact(address, first, second);
        } catch (Throwable e) {
            throw broken(function, e);
        }
    }

    int call(Function function, MemorySegment first, MemorySegment second, int number) {
        var address = functions.get(function);
        try {
            return address == null ? absent()
                    : (int) Calls.TWO_POINTERS_NUMBER.invokeExact(address, first, second, number);
        } catch (Throwable e) {
            throw broken(function, e);
        }
    }

    int call(Function function, MemorySegment first, int number, MemorySegment second) {
        var address = functions.get(function);
        try {
            return address == null ? absent()
                    : (int) Calls.POINTER_NUMBER_POINTER.invokeExact(address, first, number, second);
        } catch (Throwable e) {
            throw broken(function, e);
        }
    }

    int call(Function function, MemorySegment first, MemorySegment second, MemorySegment third) {
        var address = functions.get(function);
        try {
            return address == null ? absent() : (int) Calls.THREE_POINTERS.invokeExact(address, first, second, third);
        } catch (Throwable e) {
            throw broken(function, e);
        }
    }

    private static int absent() {
        return Code.FUNCTION_NOT_FOUND.number();
    }

    /** A downcall itself throws only when the binding is wrong. */
    private static IllegalStateException broken(Function function, Throwable cause) {
        return new IllegalStateException("The call of " + function.label() + " is wrong", cause);
    }

    /**
     * How each shape of function is called. A class of its own, so that these are made at the first call and not where
     * there is no library.
     */
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        static final MethodHandle NOTHING = shape();
        static final MethodHandle POINTER = shape(ADDRESS);
        static final MethodHandle POINTER_NUMBER = shape(ADDRESS, JAVA_INT);
        static final MethodHandle NUMBER_POINTER = shape(JAVA_INT, ADDRESS);
        static final MethodHandle TWO_POINTERS = shape(ADDRESS, ADDRESS);
        static final MethodHandle TWO_POINTERS_NUMBER = shape(ADDRESS, ADDRESS, JAVA_INT);
        static final MethodHandle POINTER_NUMBER_POINTER = shape(ADDRESS, JAVA_INT, ADDRESS);
        static final MethodHandle THREE_POINTERS = shape(ADDRESS, ADDRESS, ADDRESS);

        private static MethodHandle shape(MemoryLayout... arguments) {
            return LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, arguments));
        }
    }
}
